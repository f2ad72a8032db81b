import { promisify } from 'node:util'
import yauzl, { type Entry as ZipEntry, type ZipFile } from 'yauzl'
import { type Entry, INPUT_LIMITS } from './submission.ts'

const LINK = 0o120000
const KIND = 0o170000

const openZip = promisify(yauzl.fromBuffer) as (
  zip: Buffer,
  options: yauzl.Options,
) => Promise<ZipFile>

/**
 * All entries of a zip. A file is unpacked only on request, into memory, up to the size of a
 * source. No name in the zip becomes a path.
 *
 * @throws Error if it is not a zip, names a file outside it, or contains too much
 */
export async function zipEntries(zip: Buffer): Promise<Entry[]> {
  const file = await openZip(zip, { lazyEntries: true, validateEntrySizes: true })
  if (file.entryCount > INPUT_LIMITS.entries) {
    throw new RangeError(`it lists more than ${INPUT_LIMITS.entries} files`)
  }
  const read = promisify(file.openReadStream.bind(file)) as (
    entry: ZipEntry,
  ) => Promise<NodeJS.ReadableStream>
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    file.on('error', reject)
    file.on('end', () => resolve(entries))
    file.on('entry', (entry: ZipEntry) => {
      if (!entry.fileName.endsWith('/')) {
        entries.push({
          path: entry.fileName,
          size: entry.uncompressedSize,
          oddity: oddityOf(entry),
          read: async () => readUpTo(await read(entry), entry.uncompressedSize),
        })
      }
      file.readEntry()
    })
    file.readEntry()
  })
}

function oddityOf(entry: ZipEntry): string | undefined {
  const kind = (entry.externalFileAttributes >>> 16) & KIND
  if (kind === LINK) return 'links are not followed'
  if (entry.isEncrypted()) return 'it is encrypted'
  return undefined
}

async function readUpTo(stream: NodeJS.ReadableStream, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new RangeError('it is larger than it says')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
