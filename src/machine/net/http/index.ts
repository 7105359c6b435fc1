export { HttpConnection, type HttpRequest, type HttpResponse } from './client.ts'
export { HeaderList } from './headers.ts'
export { HttpError, collect, type Body, type HttpFailure } from './message.ts'
export { serveHttp, type HttpHandler, type IncomingRequest, type Reply } from './server.ts'
