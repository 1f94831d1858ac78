import { runAction } from './commands/run-action.ts'

await runAction()
