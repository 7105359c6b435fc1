/** From a tab to the broker: it wants a port to the cloud, or has one for a tab that does. */
export type BrokerRequest = { type: 'wanted' } | { type: 'port'; to: string }

/** From the broker to tabs: somebody wants a port, and here is one. */
export type BrokerAnswer = { type: 'wanted'; by: string } | { type: 'port' }
