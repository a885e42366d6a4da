/** The marking of classified material that a file's name carries, however it is spaced. */
export function markOf(name: string, marks: readonly string[]): string | undefined {
  const plain = name.replace(/\s/g, '');
  return marks.find((mark) => plain.includes(mark));
}
