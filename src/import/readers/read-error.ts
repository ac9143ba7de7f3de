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

/** Macros are programs: a workbook with them is not opened. */
export const MACRO_MESSAGE = '工作簿带有宏，已拒绝读取，请另存为不带宏的 .xlsx 后再导入。';
