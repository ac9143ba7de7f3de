/** A file that cannot be read. Never leaves `import/`: it becomes an `ImportFault`. */
export class ReadError extends Error {
  /**
   * @param message - one Chinese sentence a person can act on.
   * @param line - 1-based line, where it is known.
   */
  constructor(
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
    this.name = 'ReadError';
  }
}
