/** The worker's script did not load. Browsers say no more than that. */
export const workerFailed = () =>
  new Error(
    'The part of Sandcloud that runs your cloud could not be loaded. Perhaps the connection is gone, or a newer Sandcloud has been put in this one’s place: load the page again. What you made is kept.',
  )
