export const id = 119;
export const ids = [119];
export const modules = {

/***/ 1119:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderChange: () => (/* binding */ renderChange)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/message.ts

const maxStderrCharacters = 2000;
/** One sentence about what happened, then what the program said on stderr. */
function formatFailure(facts) {
    const said = facts.reason === 'parse' ? '' : tail(readableStderr(facts.stderr ?? ''));
    return [sentence(facts), said].filter((part) => part !== '').join('\n');
}
function sentence(facts) {
    const predicate = facts.reason === 'exit' ? formatEnding(facts) : predicates[facts.reason];
    return `${subject(facts)} ${predicate}${facts.detail ?? ''}`;
}
const predicates = {
    missing: 'was not found: ',
    'too-old': 'is too old: ',
    'unknown-version': 'did not say its version',
    unsupported: 'has no ',
    spawn: 'could not be started: ',
    timeout: 'was stopped after ',
    aborted: 'was aborted',
    'too-big': 'was stopped because it printed more than ',
    parse: 'printed something else than Kubernetes objects: ',
};
// No flags: they can carry values that do not belong in a log.
function subject({ reason, command = [] }) {
    const [file = 'kustomize', verb = ''] = command;
    if (reason === 'missing')
        return 'kustomize';
    if (reason === 'too-old')
        return `the kustomize of ${file}`;
    const directory = command.includes('--') ? (command.at(-1) ?? '') : '';
    return [(0,external_node_path_.basename)(file), verb, directory].filter((word) => word !== '').join(' ');
}
function formatEnding({ exitCode, signal }) {
    return signal === undefined ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
}
/** kubectl wraps an error in a log line of its own (`E0102 … "command failed" err="…"`): only the error is worth reading. */
function readableStderr(stderr) {
    const block = /^E\d{4} .* err=<\n([\s\S]*?)\n >$/m.exec(stderr)?.[1];
    if (block !== undefined)
        return block.replaceAll(/^\t/gm, '').trim();
    const quoted = /^E\d{4} .* err=("(?:[^"\\]|\\.)*")$/m.exec(stderr)?.[1];
    return (quoted === undefined ? stderr : unquote(quoted)).trim();
}
function unquote(quoted) {
    try {
        return String(JSON.parse(quoted));
    }
    catch {
        // Go writes some escapes (`\x00`) that JSON has not.
        return quoted;
    }
}
// The end, because that is where kustomize and helm say what is wrong.
function tail(text) {
    return text.length > maxStderrCharacters ? `…${text.slice(-maxStderrCharacters)}` : text;
}
/** What to do about it. Read from stderr where kustomize has no other sign: a text that changes only costs the better hint. */
function hintFor(facts) {
    if (facts.reason !== 'exit')
        return hints[facts.reason];
    const known = exitHints.find(([pattern]) => pattern.test(facts.stderr ?? ''));
    return known?.[1] ?? 'Correct what kustomize names above; the same command by hand gives the same message.';
}
const hints = {
    missing: 'Install kustomize (https://kubectl.docs.kubernetes.io/installation/kustomize/) or kubectl, or give its path.',
    'too-old': 'Install a newer kustomize, or give the path of one.',
    'unknown-version': 'Check that the path is that of kustomize or kubectl, and of a released version.',
    unsupported: 'Use the kustomize binary: the copy inside kubectl does not take this.',
    spawn: 'Check that the file is a program for this machine and that the working directory exists.',
    timeout: 'Look for remote bases and charts that are slow to fetch, or allow more time.',
    aborted: 'Start it again when there is reason to.',
    'too-big': 'Check what the kustomization pulls in, or allow more output.',
    parse: 'Check that the path is that of kustomize or kubectl.',
};
const exitHints = [
    [/must specify --enable-helm/, 'The kustomization inflates a Helm chart: allow it with enableHelm (--enable-helm).'],
    [
        /\(is '.*' installed\?\)/,
        'Put helm on the PATH that kustomize gets, or name it with helmCommand (--helm-command).',
    ],
    [
        /is not in or below/,
        "The kustomization reads a file outside its folder: allow it with loadRestrictor 'LoadRestrictionsNone'.",
    ],
    [/unable to find one of 'kustomization/, 'Name a directory that holds a kustomization.yaml.'],
    [/unknown (shorthand )?flag/, 'This version has no such flag: use a newer kustomize, or leave the option out.'],
    [/not a valid directory/, 'Name a directory that exists.'],
];

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/failure.ts

/** Facts to a failure with a message and a hint. */
function failure(facts) {
    const { reason, exitCode, signal, stdout = '', stderr = '', durationMs = 0, command = [], cause } = facts;
    const process = { exitCode, signal, stdout, stderr, durationMs, command };
    return { ok: false, reason, ...process, message: formatFailure(facts), hint: hintFor(facts), cause };
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/command.ts




/**
 * Finds the binary: `path` alone if given, else `kustomize` on PATH, else `kubectl` on PATH, which has kustomize built in
 * (https://kubernetes.io/docs/reference/kubectl/generated/kubectl_kustomize/). Starts nothing, so the file may still be
 * something else: `version` proves it. A binary whose file name begins with `kubectl` is run as `kubectl kustomize`.
 *
 * Relative folders in PATH are passed over: a checkout must not be able to bring its own `kustomize`.
 *
 * @param options.path path of the binary, absolute or relative to `options.cwd` (default: `process.cwd()`)
 * @param options.env  where PATH is read from; default `process.env`
 */
async function findKustomize(options = {}) {
    const { path, env = process.env } = options;
    if (path !== undefined)
        return await findAt((0,external_node_path_.resolve)(options.cwd ?? process.cwd(), path));
    const file = (await findOnPath('kustomize', env)) ?? (await findOnPath('kubectl', env));
    if (file !== undefined)
        return { ok: true, ...describe(file) };
    return failure({ reason: 'missing', detail: 'neither kustomize nor kubectl is on PATH' });
}
async function findAt(file) {
    if (await isExecutableFile(file))
        return { ok: true, ...describe(file) };
    return failure({ reason: 'missing', detail: `no executable file at ${file}`, command: [file] });
}
async function findOnPath(name, env) {
    const isWindows = process.platform === 'win32';
    // Batch files are passed over: they cannot be started without a shell.
    const fileName = isWindows ? `${name}.exe` : name;
    const folders = ((isWindows ? (env.Path ?? env.PATH) : env.PATH) ?? '').split(external_node_path_.delimiter);
    for (const folder of folders.filter((candidate) => (0,external_node_path_.isAbsolute)(candidate))) {
        const file = (0,external_node_path_.join)(folder, fileName);
        if (await isExecutableFile(file))
            return file;
    }
    return undefined;
}
function describe(file) {
    return (0,external_node_path_.basename)(file).startsWith('kubectl')
        ? { file, leadingArgs: ['kustomize'], flavour: 'kubectl' }
        : { file, leadingArgs: ['build'], flavour: 'kustomize' };
}
async function isExecutableFile(file) {
    try {
        await (0,promises_.access)(file, external_node_fs_.constants.X_OK);
        return (await (0,promises_.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/flags.ts
/** The arguments for the flags. Values stay in the flag's own argument, so one that begins with a dash is still a value. */
function formatFlags(flags) {
    return [
        ...textFlag('--load-restrictor', flags.loadRestrictor),
        ...switchFlag('--enable-helm', flags.enableHelm),
        ...textFlag('--helm-command', flags.helmCommand),
        ...listFlag('--helm-api-versions', flags.helmApiVersions),
        ...textFlag('--helm-kube-version', flags.helmKubeVersion),
        ...switchFlag('--helm-debug', flags.helmDebug),
        ...switchFlag('--enable-alpha-plugins', flags.enableAlphaPlugins),
        ...switchFlag('--enable-exec', flags.enableExec),
        ...switchFlag('--network', flags.network),
        ...textFlag('--network-name', flags.networkName),
        ...switchFlag('--as-current-user', flags.asCurrentUser),
        ...listFlag('--env', flags.functionEnv),
        ...listFlag('--mount', flags.mount),
        ...textFlag('--reorder', flags.reorder),
        ...switchFlag('--stack-trace', flags.stackTrace),
    ];
}
/** The flags among the given ones that this flavour does not have. */
function findUnsupported(flags, flavour) {
    if (flavour === 'kustomize')
        return [];
    return formatFlags({ enableExec: flags.enableExec, stackTrace: flags.stackTrace });
}
function switchFlag(name, isOn) {
    return isOn ? [name] : [];
}
function textFlag(name, value) {
    return value === undefined ? [] : [`${name}=${value}`];
}
function listFlag(name, values = []) {
    return values.map((value) => `${name}=${value}`);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/objects.ts

/**
 * Reads the output of `kustomize build`: one object a document, in their order. The YAML 1.2 core schema is enough, since
 * kustomize writes what it has as JSON values: `0644` has become `420`, and the string `yes` is quoted. Integers beyond 2^53
 * lose their last digits.
 *
 * @throws Error if it is not YAML, or a document is not a mapping with a `kind`
 */
function parseObjects(text) {
    const documents = [...(0,dist/* parseAllDocuments */.hR)(text)];
    return documents.filter((document) => document.contents !== null).map(readObject);
}
function readObject(document, index) {
    const [error] = document.errors;
    if (error !== undefined)
        throw error;
    const value = document.toJS();
    if (!isKubernetesObject(value))
        throw new Error(`document ${index + 1} has no kind`);
    return value;
}
function isKubernetesObject(value) {
    return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string';
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/options.ts
const defaultMaxOutputBytes = 64 * 1024 * 1024;
/**
 * The options of one process, with the defaults filled in.
 *
 * @param elapsedMs milliseconds of `timeoutMs` that are already used up
 * @throws RangeError for a limit that is not greater than 0
 */
function processOptions(options, elapsedMs = 0) {
    const { timeoutMs = Number.POSITIVE_INFINITY, maxOutputBytes = defaultMaxOutputBytes } = options;
    requirePositive('timeoutMs', timeoutMs);
    requirePositive('maxOutputBytes', maxOutputBytes);
    return {
        cwd: options.cwd ?? process.cwd(),
        env: options.env ?? process.env,
        timeoutMs: Math.max(timeoutMs - elapsedMs, 1),
        maxOutputBytes,
        signal: options.signal,
    };
}
// A limit of 0 or NaN is a mistake in the calling code that must not read as "no limit" or "always too late".
function requirePositive(name, value) {
    if (!(value > 0))
        throw new RangeError(`${name} must be greater than 0, not ${value}`);
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/outcome.ts

/** The failure that a process ended in, or undefined if it ended well. */
function findFailure(outcome, command, limits) {
    const { ending, ...facts } = outcome;
    if (ending === 'exit')
        return outcome.exitCode === 0 ? undefined : failure({ reason: ending, ...facts, command });
    const detail = {
        spawn: String(outcome.cause instanceof Error ? outcome.cause.message : outcome.cause),
        timeout: `${outcome.durationMs} ms`,
        aborted: '',
        'too-big': `${limits.maxOutputBytes} bytes`,
    }[ending];
    return failure({ reason: ending, detail, ...facts, command });
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/process-tree.ts


/** Sends the signal to a process started with `detached` and to all that it started and that stayed in its group. */
function killTree(child, signal) {
    if (child.pid === undefined)
        return;
    if (process.platform === 'win32') {
        killWindowsTree(child.pid);
        return;
    }
    try {
        process.kill(-child.pid, signal);
    }
    catch {
        // All of them have ended already.
    }
}
function killWindowsTree(pid) {
    const taskkill = (0,external_node_path_.join)(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    const killer = (0,external_node_child_process_.spawn)(taskkill, ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.on('error', () => { });
}
const running = new Set();
/**
 * Kills the tree if this process exits first: in a group of its own it would live on. Gives the function that ends it.
 * One listener for all, because Node warns about more than ten.
 */
function trackTree(child) {
    if (running.size === 0)
        process.on('exit', killRunning);
    running.add(child);
    return () => {
        running.delete(child);
        if (running.size === 0)
            process.off('exit', killRunning);
    };
}
function killRunning() {
    for (const child of running)
        killTree(child, 'SIGKILL');
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/process.ts



// Helm and Git remove their lock files on SIGTERM; what has not ended by then is killed.
const forceKillAfterMs = 500;
// A longer delay overflows in setTimeout and fires at once.
const longestTimerMs = 2 ** 31 - 1;
/** Runs a program without a shell and without stdin, within limits. Never throws: how it ended is data. */
async function runProcess(file, args, options) {
    const startedMs = performance.now();
    const outcome = await tryRun(file, args, options);
    return { stdout: '', stderr: '', ...outcome, durationMs: Math.round(performance.now() - startedMs) };
}
async function tryRun(file, args, options) {
    if (options.signal?.aborted)
        return { ending: 'aborted', cause: options.signal.reason };
    try {
        return await watch(start(file, args, options), options);
    }
    catch (cause) {
        return { ending: 'spawn', cause };
    }
}
function start(file, args, { cwd, env }) {
    return (0,external_node_child_process_.spawn)(file, args, {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
        // A process group of its own, so that Helm, Git and plugins can be killed with it. On Windows it would open a window.
        detached: process.platform !== 'win32',
    });
}
async function watch(child, options) {
    const untrack = trackTree(child);
    let stop;
    let forceKill;
    const stopFor = (ending, cause) => {
        if (stop !== undefined)
            return;
        stop = { ending, cause };
        killTree(child, 'SIGTERM');
        forceKill = setTimeout(() => abandon(child), forceKillAfterMs);
    };
    const stdout = collect(child.stdout, options.maxOutputBytes, stopFor);
    const stderr = collect(child.stderr, options.maxOutputBytes, stopFor);
    const unlimit = limit(options, stopFor);
    try {
        const { exitCode, signal } = await waitForClose(child);
        // A child that ignores SIGTERM and has closed its output would outlive the result.
        if (stop !== undefined)
            killTree(child, 'SIGKILL');
        return { ending: 'exit', ...stop, exitCode, signal, stdout: stdout(), stderr: stderr() };
    }
    finally {
        clearTimeout(forceKill);
        unlimit();
        untrack();
    }
}
function limit({ timeoutMs, signal }, stopFor) {
    const timer = setTimeout(() => stopFor('timeout'), Math.min(timeoutMs, longestTimerMs));
    const abort = () => stopFor('aborted', signal?.reason);
    // Any number of builds may share a signal: more than ten listeners look like a leak (on Node 20).
    if (signal !== undefined)
        (0,external_node_events_.setMaxListeners)(0, signal);
    signal?.addEventListener('abort', abort, { once: true });
    return () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
    };
}
// A grandchild that left the process group can hold the pipes open for ever: stop listening too.
function abandon(child) {
    killTree(child, 'SIGKILL');
    child.stdout?.destroy();
    child.stderr?.destroy();
}
function waitForClose(child) {
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (exitCode, signal) => {
            resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined });
        });
    });
}
// Bytes are joined before they are decoded: a chunk may end inside a character.
function collect(stream, maxBytes, stopFor) {
    const chunks = [];
    let freeBytes = maxBytes;
    // There is no stream if the process could not be started for want of file handles.
    stream?.on('data', (chunk) => {
        if (chunk.length > freeBytes)
            stopFor('too-big');
        chunks.push(chunk.subarray(0, freeBytes));
        freeBytes -= Math.min(chunk.length, freeBytes);
    });
    return () => Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/semver.ts
const pattern = /^v?(\d+)\.(\d+)\.(\d+)(?:-([\w.-]+))?(?:\+[\w.-]+)?$/;
/** Reads `1.2.3`, `v1.2.3-rc.1+build`; undefined for anything else. */
function parseSemver(text) {
    const match = pattern.exec(text.trim());
    if (match === null)
        return undefined;
    const [, major, minor, patch, prerelease] = match;
    return { major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}
function formatSemver({ major, minor, patch, prerelease }) {
    return `${major}.${minor}.${patch}${prerelease === undefined ? '' : `-${prerelease}`}`;
}
/** Whether `a` comes before `b`, by rule 11 of https://semver.org. */
function isOlder(a, b) {
    const difference = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
    if (difference !== 0)
        return difference < 0;
    if (a.prerelease === undefined || b.prerelease === undefined) {
        return a.prerelease !== undefined && b.prerelease === undefined;
    }
    return isOlderPrerelease(a.prerelease.split('.'), b.prerelease.split('.'));
}
function isOlderPrerelease(a, b) {
    const index = a.findIndex((part, position) => part !== b[position]);
    const left = a[index];
    const right = b[index];
    if (left === undefined)
        return a.length < b.length;
    if (right === undefined)
        return false;
    const [leftNumber, rightNumber] = [left, right].map((part) => /^\d+$/.test(part));
    if (leftNumber && rightNumber)
        return Number(left) < Number(right);
    return leftNumber === rightNumber ? left < right : leftNumber === true;
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/version.ts






/**
 * Asks the binary for its version: `kustomize version`, or `kubectl version --client` (which asks no cluster) for the one
 * inside kubectl.
 *
 * @throws RangeError if `timeoutMs` or `maxOutputBytes` is not greater than 0
 */
async function version(options = {}) {
    const limits = processOptions(options);
    const found = options.kustomize ?? (await findKustomize(options));
    if ('reason' in found)
        return found;
    const args = found.flavour === 'kubectl' ? ['version', '--client', '--output=json'] : ['version'];
    const command = [found.file, ...args];
    const outcome = await runProcess(found.file, args, limits);
    const { stdout, stderr, durationMs } = outcome;
    const failed = findFailure(outcome, command, limits);
    if (failed !== undefined)
        return failed;
    const parsed = parseVersion(stdout, found.flavour);
    if (parsed === undefined)
        return failure({ reason: 'unknown-version', stdout, stderr, durationMs, command });
    return {
        ok: true,
        version: formatSemver(parsed),
        ...parsed,
        flavour: found.flavour,
        stdout,
        stderr,
        durationMs,
        command,
    };
}
/**
 * Reads what a binary prints about its version: `v5.8.1`, the `{Version:kustomize/v4.5.7 …}` of older ones (Homebrew's without
 * `kustomize/v`), the `{kustomize/v4.5.7 …}` of `--short`, kubectl's line `Kustomize Version: v5.5.0`, and the JSON of either. Undefined for anything else: a
 * development build says `(devel)` or `unknown`, and kubectl before 1.24 does not say it.
 *
 * @param flavour for `kubectl`, the client's own version is never taken for that of kustomize
 */
function parseVersion(output, flavour = 'kustomize') {
    const text = flavour === 'kubectl' ? findKubectlText(output) : findKustomizeText(output);
    return text === undefined ? undefined : parseSemver(text);
}
function findKubectlText(output) {
    return /"kustomizeVersion":\s*"([^"]+)"/.exec(output)?.[1] ?? /^Kustomize Version:\s*(\S+)/m.exec(output)?.[1];
}
function findKustomizeText(output) {
    return (/"version":\s*"(?:kustomize\/)?([^"]+)"/.exec(output)?.[1] ??
        /Version:(?:kustomize\/)?(v?\d[^\s}]*)/.exec(output)?.[1] ??
        /^(?:version:\s*|\{(?:kustomize\/)?)?(v?\d\S*)/m.exec(output)?.[1]);
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/build.ts










/**
 * Renders one kustomization (https://kubectl.docs.kubernetes.io/references/kustomize/cmd/build/) and reads its objects.
 * No shell is involved. What can be expected to go wrong is a result with a `reason`. With `enableHelm`, kustomize puts the
 * remote charts that it pulls into a `charts` folder in the directory; else nothing is written there.
 *
 * @param directory a folder on this machine, never a URL: kustomize would take a relative `github.com/org/repo` for a remote
 *   one and fetch it, so it gets the absolute path. The files in it may still name remote bases and charts.
 * @throws RangeError if `timeoutMs` or `maxOutputBytes` is not greater than 0; TypeError if `minimumVersion` is no semver
 */
async function build(directory, options = {}) {
    const startedMs = performance.now();
    const { cwd } = processOptions(options);
    const minimum = readMinimum(options.minimumVersion);
    const found = options.kustomize ?? (await findKustomize(options));
    if ('reason' in found)
        return found;
    const refused = findMissingFlag(found, options) ?? (await findTooOld(found, minimum, options));
    if (refused !== undefined)
        return refused;
    const limits = processOptions(options, performance.now() - startedMs);
    const args = [...found.leadingArgs, ...formatFlags(options), '--', (0,external_node_path_.resolve)(cwd, directory)];
    const outcome = await runProcess(found.file, args, limits);
    const command = [found.file, ...args];
    const { stdout, stderr, durationMs } = outcome;
    return findFailure(outcome, command, limits) ?? readObjects({ ok: true, stdout, stderr, durationMs, command });
}
function findMissingFlag(found, options) {
    const flags = findUnsupported(options, found.flavour);
    const command = [found.file, ...found.leadingArgs];
    return flags.length === 0 ? undefined : failure({ reason: 'unsupported', detail: flags.join(', '), command });
}
function readMinimum(text) {
    const minimum = text === undefined ? undefined : parseSemver(text);
    if (minimum === undefined && text !== undefined)
        throw new TypeError(`minimumVersion is no semantic version: ${text}`);
    return minimum;
}
async function findTooOld(kustomize, minimum, options) {
    if (minimum === undefined)
        return undefined;
    const actual = await version({ ...options, kustomize });
    if (!actual.ok)
        return actual;
    if (!isOlder(actual, minimum))
        return undefined;
    return failure({ ...actual, reason: 'too-old', detail: `${actual.version}, and ${formatSemver(minimum)} is needed` });
}
function readObjects(printed) {
    try {
        return { ...printed, objects: parseObjects(printed.stdout) };
    }
    catch (cause) {
        const detail = cause instanceof Error ? cause.message : String(cause);
        return failure({ ...printed, reason: 'parse', detail, cause });
    }
}

;// CONCATENATED MODULE: ./packages/kustomize-ts-wrapper/src/index.ts




// EXTERNAL MODULE: ./src/environments/kustomize-graph.ts + 1 modules
var kustomize_graph = __webpack_require__(8086);
// EXTERNAL MODULE: ./src/pins/reach.ts
var reach = __webpack_require__(9979);
;// CONCATENATED MODULE: ./src/commands/render.ts






const maxFolders = 5;
const maxFiles = 20_000;
const maxBytes = 50 * 1024 * 1024;
const timeoutMs = 20_000;
const totalMs = 60_000;
/**
 * What kustomize renders of the folders that a change reaches, before and after; nothing where there is no kustomize.
 * @param env where PATH is read from
 */
async function renderChange(tree, files, env = process.env) {
    const kustomize = await findKustomize({ env });
    if (!kustomize.ok || files.length === 0)
        return [];
    const paths = (await tree.list()).filter(isPlainFile).map(({ path }) => path);
    const folders = await findTopFolders(tree, paths, files);
    if (folders.length === 0)
        return [];
    if (paths.length > maxFiles)
        return [{ title: 'Rendered', note: `The repo has more than ${maxFiles} files, so nothing was rendered.` }];
    const [before, after] = [
        (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'drawbridge-before-')),
        (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'drawbridge-after-')),
    ];
    try {
        const contents = await tree.read(paths);
        const bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0);
        if (bytes > maxBytes)
            return [{ title: 'Rendered', note: 'The repo is too large to be rendered here.' }];
        writeAll(before, contents);
        writeAll(after, new Map([...contents, ...files.map(({ path, content }) => [path, content])]));
        return await renderFolders({ kustomize, before, after, folders });
    }
    finally {
        for (const folder of [before, after])
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    }
}
// Links would lead out of the folder that is rendered, and so would names that no Git client makes.
function isPlainFile({ path, mode }) {
    return (mode === '100644' || mode === '100755') && !path.split('/').includes('..');
}
// The kustomizations that a change reaches and that no other one builds on: what Argo CD and Flux are pointed at.
async function findTopFolders(tree, paths, files) {
    const graph = await (0,reach/* readKustomizeGraph */.I$)({ tree, paths });
    const own = files
        .filter(({ path }) => (0,kustomize_graph/* isKustomizationFile */.y)(path))
        .map(({ path }) => (path.includes('/') ? (0,external_node_path_.dirname)(path) : ''));
    const reached = new Set([...own, ...files.flatMap(({ path }) => graph.reach(path))]);
    return [...reached].filter((folder) => graph.reach(folder).every((user) => user === folder)).sort();
}
function writeAll(folder, contents) {
    for (const [path, content] of contents) {
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, path)), { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, path), content);
    }
}
async function renderFolders({ kustomize, before, after, folders }) {
    const { createTwoFilesPatch } = await __webpack_require__.e(/* import() */ 515).then(__webpack_require__.bind(__webpack_require__, 8515));
    const renders = [];
    const limits = { kustomize, timeoutMs, signal: AbortSignal.timeout(totalMs) };
    for (const folder of folders.slice(0, maxFolders)) {
        const title = folder || '.';
        const [old, next] = [await build((0,external_node_path_.join)(before, folder), limits), await build((0,external_node_path_.join)(after, folder), limits)];
        const failure = [old, next].find((result) => !result.ok);
        if (failure && !failure.ok)
            renders.push({ title, note: `kustomize could not build it: ${failure.message}` });
        else if (old.ok && next.ok) {
            const diff = createTwoFilesPatch(`a/${title}`, `b/${title}`, withoutSecrets(old.stdout), withoutSecrets(next.stdout));
            renders.push({ title, diff: diff.replace(/^=+\n/, '') });
        }
    }
    const left = folders.length - maxFolders;
    return left > 0 ? [...renders, { title: 'More', note: `${left} more folders are not shown.` }] : renders;
}
// A job summary can be read by more people than a Secret.
function withoutSecrets(rendered) {
    return rendered
        .split(/^---$/m)
        .filter((object) => !/^kind: Secret$/m.test(object))
        .join('---');
}


/***/ })

};
