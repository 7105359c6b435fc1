// Runs inside the pinned Node and prints the JavaScript of its lib/ as { id: source }.
const natives = process.binding('natives')
const library = Object.entries(natives).filter(([, source]) => typeof source === 'string')
process.stdout.write(JSON.stringify(Object.fromEntries(library)))
