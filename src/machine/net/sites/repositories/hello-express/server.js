const os = require('node:os')
const express = require('express')

const app = express()
const port = process.env.PORT || 3000

// Everything in public/ is served as it is: the style sheet, for one.
app.use(express.static('public'))

app.get('/', (request, response) => {
  response.send(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Hello from ${os.hostname()}</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <main>
      <h1>Hello from your own server!</h1>
      <p>You launched a computer, logged in and started this program. Now the whole world can read it.</p>
      <dl>
        <dt>Host name</dt><dd>${os.hostname()}</dd>
        <dt>Node.js</dt><dd>${process.version}</dd>
        <dt>Running for</dt><dd id="uptime">${Math.floor(process.uptime())} s</dd>
      </dl>
      <p>The same as JSON: <a href="/api/health">/api/health</a></p>
    </main>
  </body>
</html>
`)
})

app.get('/api/health', (request, response) => {
  response.json({ status: 'ok', host: os.hostname(), uptime: process.uptime() })
})

app.listen(port, (error) => {
  if (error) throw error
  console.log(`hello-express is listening on port ${port}`)
})
