import type { Variant } from '../harness/variant.ts'

/** Right answers in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'hashes bytes',
    file: '10-hashed-tokens/models.ts',
    find: "createHash('sha512').update(token).digest('hex')",
    replace: "createHash('sha512').update(Buffer.from(token, 'utf8')).digest().toString('hex')",
  },
  {
    name: 'builds the row in one expression',
    file: '10-hashed-tokens/models.ts',
    find: `    const digest = hashToken(token)
    const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
    return [await AuthToken.objects.create({ digest, tokenKey, user, expiry: after(ttl) }), token]`,
    replace: `    const row = await AuthToken.objects.create({
      digest: hashToken(token),
      tokenKey: token.substring(0, TOKEN_KEY_LENGTH),
      userId: Number(user.id),
      expiry: after(ttl),
    })
    return [row, token]`,
  },
  {
    name: 'compares moments as dates',
    file: '10-hashed-tokens/models.ts',
    find: 'this.expiry !== null && Date.parse(this.expiry) < now().getTime()',
    replace: 'this.expiry ? new Date(this.expiry) < now() : false',
  },
  {
    name: 'looks for the row among those with the key',
    buys: 'Each thing is done once: hash, delete what has expired, find. The loop says with `continue` which rows are passed over, and stops at the first that fits.',
    file: '10-hashed-tokens/authentication.ts',
    find: `    for (const authToken of await AuthToken.objects.filter({ tokenKey })) {
      await AuthToken.deleteExpired(authToken.userId)
      if (authToken.hasExpired || !compareDigest(hashToken(token), authToken.digest)) continue
      return this.validateUser(authToken)
    }
    throw new AuthenticationFailed(INVALID)`,
    replace: `    const digest = hashToken(token)
    const found = await AuthToken.objects.filter({ tokenKey })
    for (const { userId } of found) await AuthToken.deleteExpired(userId)
    const authToken = found.find((row) => !row.hasExpired && compareDigest(row.digest, digest))
    if (authToken === undefined) throw new AuthenticationFailed(INVALID)
    return this.validateUser(authToken)`,
  },
  {
    name: 'answers early when there are too many',
    buys: 'The exception stands first, and what follows needs no indentation. It needs a `return` that is easily forgotten; `else` cannot be forgotten.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (made) {
    const [{ expiry }, token] = made
    response.json({ expiry, token })
  } else {
    response.status(403).json(TOO_MANY)
  }`,
    replace: `  if (made === undefined) {
    response.status(403).json(TOO_MANY)
    return
  }
  response.json({ expiry: made[0].expiry, token: made[1] })`,
  },
  {
    name: 'deletes the row itself',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })',
    replace: 'await AuthToken.objects.delete(request.auth as AuthToken)',
  },
  {
    name: 'deletes the rows one by one',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  for (const each of await AuthToken.objects.filter({ userId: Number(request.user.id) })) {
    await AuthToken.objects.delete(each)
  }`,
  },
]
