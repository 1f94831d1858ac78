export interface PushCommand {
  /** `undefined`: the ref is new. */
  readonly before: string | undefined
  /** `undefined`: the ref is deleted. */
  readonly after: string | undefined
  readonly ref: string
}

const zero = '0'.repeat(40)

/** The ref updates that a push asks for: https://git-scm.com/docs/pack-protocol#_reference_update_request_and_packfile_transfer */
export const readPushCommands = (body: Buffer): PushCommand[] => {
  const commands: PushCommand[] = []
  for (let at = 0; at + 4 <= body.length; ) {
    const length = Number.parseInt(body.toString('latin1', at, at + 4), 16)
    if (!(length > 4)) break
    const line = body.toString('utf8', at + 4, at + length).split('\0')[0] ?? ''
    const [, before = '', after = '', ref = ''] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+?)\n?$/.exec(line) ?? []
    if (ref)
      commands.push({ ref, before: before === zero ? undefined : before, after: after === zero ? undefined : after })
    at += length
  }
  return commands
}

const packet = (data: Buffer | string): Buffer => {
  const bytes = Buffer.from(data)
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes])
}

const band = (number: 1 | 2, data: Buffer | string) => packet(Buffer.concat([Buffer.from([number]), Buffer.from(data)]))

export interface Rejection {
  /** What `remote:` lines say. */
  readonly text: string
  /** What stands in brackets after `[remote rejected]`. */
  readonly reason: string
}

/** The answer to a push of which nothing is accepted, in the bytes that Git's client reads. */
export const formatRejection = (commands: readonly PushCommand[], { text, reason }: Rejection): Buffer => {
  const report = [
    packet('unpack ok\n'),
    ...commands.map(({ ref }) => packet(`ng ${ref} ${reason}\n`)),
    Buffer.from('0000'),
  ]
  return Buffer.concat([band(2, text), band(1, Buffer.concat(report)), Buffer.from('0000')])
}
