/** A file of cases: each begins with a line `### what it shows`. */
export const casesIn = (text) =>
  text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { name: part.slice(0, end), script: part.slice(end + 1) }
    })
