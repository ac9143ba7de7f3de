const FRAME = /^\s+at (?:(?:async |new )?[\w$.<>[\] ]+ \()?(?:file:|node:|\/|[A-Z]:\\)[^()]*:\d+:\d+\)?$/;

/** Where in the code an error came from, without its words: those may be somebody's. */
export function stackFrames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim());
}
