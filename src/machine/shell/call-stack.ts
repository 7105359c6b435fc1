/** A running function, a file being sourced, or the script itself. */
export interface Frame {
  /** A function's name, `source`, or `main`. */
  name: string
  /** The file its commands come from. */
  source: string
  /** The line of its caller on which it was called. */
  line: number
  kind: 'script' | 'function' | 'source'
}

/** Who called whom: FUNCNAME, BASH_SOURCE, BASH_LINENO and `caller`. */
export class CallStack {
  /** Innermost last. */
  frames: Frame[] = []
  functionDepth = 0
  sourceDepth = 0

  push(frame: Frame): void {
    this.frames.push(frame)
    if (frame.kind === 'function') this.functionDepth++
    if (frame.kind === 'source') this.sourceDepth++
  }

  pop(): void {
    const frame = this.frames.pop()
    if (frame?.kind === 'function') this.functionDepth--
    if (frame?.kind === 'source') this.sourceDepth--
  }

  get inFunction(): boolean {
    return this.functionDepth > 0
  }

  /** The file of the commands that run now; undefined for `bash -c` and at a prompt. */
  get source(): string | undefined {
    return this.frames.at(-1)?.source
  }

  /** FUNCNAME is set only while something was called. */
  get names(): string[] {
    if (this.functionDepth + this.sourceDepth === 0) return []
    return this.frames.map(({ name }) => name).reverse()
  }

  get sources(): string[] {
    return this.frames.map(({ source }) => source).reverse()
  }

  get lines(): string[] {
    return this.frames.map(({ line }) => String(line)).reverse()
  }

  copy(): CallStack {
    const copy = new CallStack()
    copy.frames = [...this.frames]
    copy.functionDepth = this.functionDepth
    copy.sourceDepth = this.sourceDepth
    return copy
  }
}
