/** The learner's home: a private network behind one public address (TEST-NET-3 of RFC 5737), "My IP". */
export const home = { address: '192.168.1.20', router: '203.0.113.25' } as const
