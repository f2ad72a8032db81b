import { crc32, deflateRawSync } from 'node:zlib'

/** A file for a zip in a test. */
export interface Zipped {
  name: string
  text: string
  /** The Unix mode, with the kind of file. */
  mode?: number
  /** The size that the zip states, if it is wrong. */
  size?: number
}

/** Makes a zip without checking names and sizes, so that tests can make invalid ones. */
export function makeZip(files: Zipped[]): Buffer {
  const parts: Buffer[] = []
  const listed: Buffer[] = []
  let offset = 0
  for (const { name, text, mode = 0o100644, size } of files) {
    const [plain, title] = [Buffer.from(text), Buffer.from(name)]
    const bytes = deflateRawSync(plain)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(size ?? plain.length, 18)
    common.writeUInt16LE(title.length, 22)
    parts.push(Buffer.from('PK\x03\x04'), common, title, bytes)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    listed.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, rest, title)
    offset += 30 + title.length + bytes.length
  }
  const list = Buffer.concat(listed)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), end])
}
