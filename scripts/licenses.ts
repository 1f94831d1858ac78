import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface LockedPackage {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly link?: boolean
}

/**
 * The licences of everything that can be in `dist`, from the lock file: a superset of what is. (`ncc --license` passes over
 * what is in the entry chunk.)
 */
export function formatLicenses(root: string): string {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  return Object.entries(packages)
    .filter(([path, { dev, devOptional, link }]) => path.includes('node_modules/') && !dev && !devOptional && !link)
    .map(([path, locked]) => formatLicense(join(root, path), path.replace(/^.*node_modules\//, ''), locked))
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function formatLicense(folder: string, name: string, { version, license }: LockedPackage): string {
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(candidate))
  const text =
    file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()}\n`
  return `${name} ${version}: ${license ?? 'see below'}\n${text}`
}
