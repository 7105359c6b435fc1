/** A mistake while a program runs. */
export class AwkError extends Error {}
