/** A matter by its name. */
export interface MatterName {
  id: string;
  name: string;
}
