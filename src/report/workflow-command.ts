/**
 * Makes a text for a log harmless: no line of it is a command. The runner takes `::` at the start of a line, white space before
 * it or not, and the old `##[` anywhere (src/Runner.Common/ActionCommand.cs); Azure Pipelines takes `##vso[`, TeamCity
 * `##teamcity[`. Needed for every text with the content of files in it, such as a diff; annotations of `@actions/core` escape
 * themselves.
 */
export function disarmCommands(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes may stand before it.
      .replace(/^((?:[^\S\r\n\u2028\u2029]|\p{Cf}|\x1b\[[0-9;]*m)*):(?=:)/gmu, '$1: ')
      .replace(/##(?=[A-Za-z]*\[)/g, '# #')
  )
}
