import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

/** Sends the signal to a process started with `detached` and to all that it started and that stayed in its group. */
export function killTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    killWindowsTree(child.pid)
    return
  }
  try {
    process.kill(-child.pid, signal)
  } catch {
    // All of them have ended already.
  }
}

function killWindowsTree(pid: number): void {
  const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe')
  const killer = spawn(taskkill, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
  killer.on('error', () => {})
}

const running = new Set<ChildProcess>()

/**
 * Kills the tree if this process exits first: in a group of its own it would live on. Gives the function that ends it.
 * One listener for all, because Node warns about more than ten.
 */
export function trackTree(child: ChildProcess): () => void {
  if (running.size === 0) process.on('exit', killRunning)
  running.add(child)
  return () => {
    running.delete(child)
    if (running.size === 0) process.off('exit', killRunning)
  }
}

function killRunning(): void {
  for (const child of running) killTree(child, 'SIGKILL')
}
