export const id = 73;
export const ids = [73,870];
export const modules = {

/***/ 7073:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  demo: () => (/* binding */ demo)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/kustomize-ts-wrapper/src/index.ts + 12 modules
var src = __webpack_require__(615);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/inputs.ts
var src_inputs = __webpack_require__(8422);
// EXTERNAL MODULE: ./src/repo/git.ts + 1 modules
var git = __webpack_require__(2809);
// EXTERNAL MODULE: ./src/report/terminal.ts + 2 modules
var terminal = __webpack_require__(7870);
;// CONCATENATED MODULE: ./src/commands/demo-repo.ts
/** The files of the config repo that `drawbridge demo` makes: a kustomize application and a Helm one, in three environments. */
const demoFiles = {
    'apps/web/base/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - deployment.yaml
`,
    'apps/web/base/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web
          ports:
            - containerPort: 8080
`,
    ...Object.fromEntries([
        ['dev', '1.9'],
        ['staging', '1.8.2'],
        ['prod', '1.8.1'],
    ].map(([environment, tag]) => [
        `apps/web/overlays/${environment}/kustomization.yaml`,
        `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${environment}

resources:
  - ../../base   # shared by all environments

images:
  # written by CI
  - name: ghcr.io/acme/web
    newTag: "${tag}"  # keep the quotes: 1.10 is no number
`,
    ])),
    'apps/api/Chart.yaml': `apiVersion: v2
name: api
version: 0.1.0
`,
    'apps/api/values.yaml': `image:
  repository: ghcr.io/acme/api
  tag: 2.0.0
replicas: 2
`,
    'apps/api/values-dev.yaml': `image:
  tag: 2.1.0
`,
    'apps/api/values-staging.yaml': `image:
  tag: 2.0.3
`,
    'apps/api/values-prod.yaml': `image:
  tag: 2.0.0
replicas: 5
`,
    'apps/api/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: { app: api }
  template:
    metadata:
      labels: { app: api }
    spec:
      containers:
        - name: api
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
`,
};

// EXTERNAL MODULE: ./src/commands/run-command.ts + 30 modules
var run_command = __webpack_require__(8567);
;// CONCATENATED MODULE: ./src/commands/demo.ts










const demo_images = ['ghcr.io/acme/web:1.10', 'ghcr.io/acme/api:2.1.1'];
const settings = [
    ['user.name', 'demo'],
    ['user.email', 'demo@users.noreply.github.com'],
    ['commit.gpgsign', 'false'],
];
/**
 * `drawbridge demo`: makes a config repo with a bare remote in a temporary folder, plays "CI pushed two images", delivers them
 * by push, and shows what came of it. Needs Git; shows what kustomize renders where there is one. Gives the exit code.
 */
async function demo(host) {
    try {
        await play(host);
        return 0;
    }
    catch (error) {
        host.log((0,errors/* asDrawbridgeError */.C)(error).message);
        return 1;
    }
}
async function play(host) {
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'drawbridge-demo-'));
    const checkout = (0,external_node_path_.join)(folder, 'config');
    await makeRepo(folder, checkout);
    say(`A config repo with three environments was made in ${checkout}`, `and its remote in ${(0,external_node_path_.join)(folder, 'remote.git')}`);
    say('', `CI has built and pushed ${demo_images.join(' and ')}:`);
    say(`$ drawbridge update ${demo_images.map((image) => `--image ${image}`).join(' ')} --environment dev --delivery push`, '');
    await deliver(host, checkout);
    await demo_git(checkout, ['pull', '--quiet', '--ff-only', 'origin', 'main']);
    say('', 'The commits on the remote:', '', indent(await demo_git(checkout, ['log', '--reverse', '--format=%h %an%n%n%B', 'origin/main~2..origin/main'])));
    say('', 'What they changed:', '', indent(await demo_git(checkout, ['diff', '--unified=2', 'origin/main~2..origin/main'])));
    await showRender((0,external_node_path_.join)(checkout, 'apps/web/overlays/dev'));
    say(nextSteps(checkout));
}
async function makeRepo(folder, checkout) {
    for (const [path, text] of Object.entries(demoFiles)) {
        (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(checkout, path)), { recursive: true });
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(checkout, path), text);
    }
    await demo_git(folder, ['init', '--quiet', '--bare', '--initial-branch=main', 'remote.git']);
    await demo_git(checkout, ['init', '--quiet', '--initial-branch=main']);
    await demo_git(checkout, ['add', '--all']);
    await demo_git(checkout, ['commit', '--quiet', '-m', 'The config repo']);
    await demo_git(checkout, ['remote', 'add', 'origin', (0,external_node_path_.join)(folder, 'remote.git')]);
    await demo_git(checkout, ['push', '--quiet', '--set-upstream', 'origin', 'main']);
}
async function deliver(host, directory) {
    const raw = {
        image: demo_images,
        environment: ['dev'],
        delivery: 'push',
        directory,
        source: 'acme/app@8f2d5c1',
        actor: 'demo',
    };
    const { inputs, problems } = (0,src_inputs/* parseInputs */.TL)(raw, 'cli');
    const { result, unchanged, exitCode } = await (0,run_command/* runCommand */.d)(inputs, host, problems);
    say((0,terminal.formatTerminal)({ result, unchanged, isDryRun: false, color: false }));
    if (exitCode !== 0)
        throw (0,errors/* failed */.gz)({ code: 'demo', message: 'the demo did not end as it should' });
}
async function showRender(overlay) {
    const kustomize = await (0,src/* findKustomize */.Ht)();
    const rendered = kustomize.ok ? await (0,src/* build */.jq)(overlay, { kustomize, timeoutMs: 20_000 }) : kustomize;
    if (!rendered.ok) {
        say('', `(What it renders is not shown: ${rendered.message})`, '');
        return;
    }
    const lines = rendered.stdout.split('\n').filter((line) => /^\s*(?:- )?(?:kind|namespace|image):/.test(line));
    say('', 'What kustomize now renders for dev, its images:', '', indent(lines.join('\n')), '');
}
const steps = [
    ['--image ghcr.io/acme/web:1.11.0 --environment staging --dry-run', 'a change, shown before it is made'],
    ['--image ghcr.io/acme/web:1.7.0 --environment prod --delivery push', 'an older build is refused'],
    ['--image acme/web:2.0.0', 'names are never guessed'],
    ["--value 'apps/api/values-prod.yaml:replicas=6'", 'any value, byte for byte'],
];
function nextSteps(checkout) {
    const width = Math.max(...steps.map(([flags]) => flags.length));
    return [
        'Try next:',
        '',
        `    cd ${checkout}`,
        `    alias drawbridge='node ${process.argv[1] ?? 'dist/cli.js'}'`,
        ...steps.map(([flags, meaning]) => `    drawbridge update ${flags.padEnd(width)}   # ${meaning}`),
        '',
        `Everything is in ${(0,external_node_path_.dirname)(checkout)}, which can be deleted at any time.`,
    ].join('\n');
}
async function demo_git(cwd, args) {
    const result = await (0,git/* runGit */.E)(args, { cwd, settings });
    if (!result.ok)
        throw (0,errors/* failed */.gz)({ code: 'git-failed', message: `git ${args[0]}: ${(0,git/* describeGitFailure */.m)(result)}` });
    return result.stdout.toString('utf8').trimEnd();
}
function indent(text) {
    return text.replace(/^(?=.)/gm, '    ');
}
function say(...lines) {
    process.stdout.write(`${lines.join('\n')}\n`);
}


/***/ }),

/***/ 2809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ describeGitFailure),
  E: () => (/* binding */ runGit)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/repo/auth.ts
var auth = __webpack_require__(2524);
;// CONCATENATED MODULE: ./src/repo/git-environment.ts
/** A parent process (a hook, another Git) may have left these; they would point our commands at its repo. */
const strippedVariables = new Set([
    'GIT_ALTERNATE_OBJECT_DIRECTORIES',
    'GIT_ATTR_SOURCE',
    'GIT_COMMON_DIR',
    'GIT_CONFIG',
    'GIT_CONFIG_PARAMETERS',
    'GIT_DIR',
    'GIT_EXTERNAL_DIFF',
    'GIT_GLOB_PATHSPECS',
    'GIT_GRAFT_FILE',
    'GIT_ICASE_PATHSPECS',
    'GIT_IMPLICIT_WORK_TREE',
    'GIT_INDEX_FILE',
    'GIT_NAMESPACE',
    'GIT_NOGLOB_PATHSPECS',
    'GIT_OBJECT_DIRECTORY',
    'GIT_PREFIX',
    'GIT_QUARANTINE_PATH',
    'GIT_REPLACE_REF_BASE',
    'GIT_SHALLOW_FILE',
    'GIT_WORK_TREE',
]);
const fixedVariables = {
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_LITERAL_PATHSPECS: '1',
    // A replacement object would make us read bytes that a push does not send.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_TRACE_REDACT: '1',
};
const fixedSettings = [
    ['core.hooksPath', '/dev/null'],
    // Empty, not `false`: before Git 2.36 the value was the path of a hook.
    ['core.fsmonitor', ''],
    ['protocol.ext.allow', 'never'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['submodule.recurse', 'false'],
    ['fetch.recurseSubmodules', 'false'],
    ['fetch.prune', 'false'],
    ['fetch.pruneTags', 'false'],
    ['push.followTags', 'false'],
    ['push.recurseSubmodules', 'no'],
    ['i18n.commitEncoding', 'utf-8'],
];
/**
 * The environment of a Git command: quiet, in English, without hooks, prompts or the parent's repo. Settings go into
 * `GIT_CONFIG_COUNT` (Git 2.31), after those that the user's environment already holds, so neither argv nor a file has them.
 */
function gitEnvironment(options) {
    const env = {};
    for (const [name, value] of Object.entries(options.base))
        if (!strippedVariables.has(name))
            env[name] = value;
    Object.assign(env, fixedVariables, options.variables);
    let count = Number.parseInt(env.GIT_CONFIG_COUNT ?? '', 10) || 0;
    for (const [key, value] of [...fixedSettings, ...(options.settings ?? [])]) {
        env[`GIT_CONFIG_KEY_${count}`] = key;
        env[`GIT_CONFIG_VALUE_${count}`] = value;
        count += 1;
    }
    env.GIT_CONFIG_COUNT = String(count);
    return env;
}

;// CONCATENATED MODULE: ./src/repo/git.ts





const defaultTimeoutMs = 5 * 60_000;
const defaultMaxOutputBytes = 512 * 1024 * 1024;
const killAfterMs = 2000;
/**
 * Runs `git` with these arguments, never through a shell.
 *
 * @throws DrawbridgeError `missing-git`, `no-directory` or `git-failed` when it cannot be started, and nothing else
 */
async function runGit(args, options) {
    const child = (0,external_node_child_process_.spawn)('git', args, {
        cwd: options.cwd,
        env: gitEnvironment({ base: process.env, variables: options.env, settings: options.settings }),
        windowsHide: true,
    });
    return collect(child, options);
}
/** The text of a failed command for a message: what Git said, or how it ended. */
function describeGitFailure(result) {
    const said = result.stderr.trim();
    if (result.stopped === 'timeout')
        return said === '' ? 'it took too long' : `it took too long (${said})`;
    if (result.stopped === 'aborted')
        return 'it was cancelled';
    if (result.stopped === 'too-much-output')
        return 'it printed too much';
    return said === '' ? `it ended with exit code ${result.exitCode}` : said;
}
function collect(child, options) {
    const stopper = stopOn(child, options);
    const stdout = takeOutput(child, { ...options, onTooMuch: () => stopper.stop('too-much-output') });
    const stderr = [];
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    feed(child, options.input);
    return new Promise((resolve, reject) => {
        child.on('error', (cause) => {
            stopper.end();
            reject(startError(cause, options.cwd));
        });
        child.on('close', (exitCode) => {
            stopper.end();
            resolve({
                ok: exitCode === 0 && stopper.stopped === undefined,
                exitCode,
                stdout: Buffer.concat(stdout),
                stderr: (0,auth/* redact */.E$)(Buffer.concat(stderr).toString('utf8'), options.secrets),
                ...(stopper.stopped ? { stopped: stopper.stopped } : {}),
            });
        });
    });
}
/** Fills the list that it gives, up to the limit. */
function takeOutput(child, options) {
    const chunks = [];
    // What is handed on is not held in memory.
    const maxBytes = options.maxOutputBytes ?? (options.onStdout ? Number.POSITIVE_INFINITY : defaultMaxOutputBytes);
    let takenBytes = 0;
    child.stdout.on('data', (chunk) => {
        takenBytes += chunk.length;
        if (takenBytes > maxBytes)
            options.onTooMuch();
        else if (options.onStdout)
            options.onStdout(chunk);
        else
            chunks.push(chunk);
    });
    return chunks;
}
function stopOn(child, options) {
    const timers = [];
    const onAbort = () => stopper.stop('aborted');
    const stopper = {
        stopped: undefined,
        stop(reason) {
            if (stopper.stopped)
                return;
            stopper.stopped = reason;
            child.kill('SIGTERM');
            timers.push(setTimeout(() => killForGood(child), killAfterMs));
        },
        end() {
            for (const timer of timers)
                clearTimeout(timer);
            options.signal?.removeEventListener('abort', onAbort);
        },
    };
    timers.push(setTimeout(() => stopper.stop('timeout'), options.timeoutMs ?? defaultTimeoutMs));
    if (options.signal?.aborted)
        onAbort();
    options.signal?.addEventListener('abort', onAbort, { once: true });
    return stopper;
}
function killForGood(child) {
    child.kill('SIGKILL');
    // A helper that Git started may still hold the pipes.
    child.stdout.destroy();
    child.stderr.destroy();
}
function feed(child, input) {
    // A command that ends early closes its input; its exit code tells.
    child.stdin.on('error', () => { });
    if (Array.isArray(input))
        for (const chunk of input)
            child.stdin.write(chunk);
    else if (input !== undefined)
        child.stdin.write(input);
    child.stdin.end();
}
function startError(cause, cwd) {
    if (!(0,external_node_fs_.existsSync)(cwd))
        return (0,errors/* failed */.gz)({ code: 'no-directory', message: `There is no folder ${cwd}` }, cause);
    if (cause.code !== 'ENOENT')
        return (0,errors/* failed */.gz)({ code: 'git-failed', message: `Git cannot be started: ${cause.message}` }, cause);
    return (0,errors/* failed */.gz)({
        code: 'missing-git',
        message: 'Git is not on the PATH',
        hint: 'Install Git 2.31 or later, or use `--delivery files`, which needs none.',
    }, cause);
}


/***/ }),

/***/ 2589:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ cutLine),
/* harmony export */   c3: () => (/* binding */ listOf),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   wl: () => (/* binding */ foldLine)
/* harmony export */ });
// What ends a line for Git, Markdown, a terminal or JavaScript, whatever else controls a terminal, and half characters.
const notPrintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu;
// They turn the order of the text round them: what people read would not be what it says (CVE-2021-42574).
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// A coloured text loses its colours, not only the character that starts them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one.
const terminalSequence = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))/g;
/** Folds any text into one line that prints as it reads: every run of white space and control characters is one space. */
function foldLine(text) {
    return text
        .replace(terminalSequence, '')
        .replace(direction, '')
        .replace(notPrintable, ' ')
        .replace(/\s+/gu, ' ')
        .trim();
}
/** Cuts a line to a length in UTF-16 units, the ellipsis at its end included; never through a character. */
function cutLine(text, maxLength) {
    if (text.length <= maxLength)
        return text;
    const kept = text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '');
    return `${kept.trimEnd()}…`;
}
/** `1 version`, `2 versions`. */
function countOf(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** `a`, `a, b`, and `a and 3 more` where there are more than `max`. */
function listOf(items, max) {
    return items.length <= max ? items.join(', ') : `${items[0]} and ${items.length - 1} more`;
}


/***/ }),

/***/ 7602:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cg: () => (/* binding */ showVersion),
/* harmony export */   Rg: () => (/* binding */ showTarget),
/* harmony export */   eS: () => (/* binding */ formatImageName)
/* harmony export */ });
/* unused harmony export shortenDigests */
/* harmony import */ var _one_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2589);

/** The version as people read it: digests shortened to twelve digits, as `docker images` shows them. */
function shortenDigests(text) {
    return text.replace(/\b(sha\d+:[0-9a-f]{12})[0-9a-f]+/g, '$1');
}
/** A version in a table or a list: one line, digests shortened, a long value cut. */
function showVersion(version) {
    return version === '' ? '(empty)' : (0,_one_line_js__WEBPACK_IMPORTED_MODULE_0__/* .cutLine */ .Hh)(shortenDigests((0,_one_line_js__WEBPACK_IMPORTED_MODULE_0__/* .foldLine */ .wl)(version)), 100);
}
/** The new version in a headline: the tag alone where it says enough, the digest too where only that is new. */
function showTarget({ kind, from, to }) {
    const tag = tagOf(to);
    const isTagEnough = kind === 'image' && tag !== '' && tag !== tagOf(from);
    return (0,_one_line_js__WEBPACK_IMPORTED_MODULE_0__/* .cutLine */ .Hh)(showVersion(isTagEnough ? tag : to), 48);
}
function tagOf(version) {
    return version.replace(/@?sha\d+:[0-9a-f]+$/, '');
}
/** The name as people know it: Docker Hub's images without `docker.io/library/`. */
function formatImageName({ kind, name }) {
    return kind === 'image' ? name.replace(/^docker\.io\/(?:library\/(?=[^/]+$))?/, '') : name;
}


/***/ }),

/***/ 7870:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  formatTerminal: () => (/* binding */ formatTerminal)
});

// EXTERNAL MODULE: ./src/report/one-line.ts
var one_line = __webpack_require__(2589);
;// CONCATENATED MODULE: ./src/report/outcome-line.ts

/** What became of a run, in one line: `Changed 2 versions in 1 file`. */
function formatOutcome(result, isDryRun) {
    const { outcome, changes, files, errors, blocked } = result;
    const versions = `${(0,one_line/* countOf */.pq)(changes.length, 'version')} in ${(0,one_line/* countOf */.pq)(files.length, 'file')}`;
    const problems = (0,one_line/* countOf */.pq)(errors.length, 'problem');
    switch (outcome) {
        case 'changed':
            return isDryRun ? `Dry run: would change ${versions}` : `Changed ${versions}`;
        case 'unchanged':
            return 'Nothing to do';
        case 'blocked':
            return `Blocked: ${(0,one_line/* countOf */.pq)(blocked.length, 'change')} held back`;
        case 'refused':
            return `Refused: ${problems}`;
        case 'failed':
            return `Failed: ${problems}`;
    }
}

// EXTERNAL MODULE: ./src/report/shown-version.ts
var shown_version = __webpack_require__(7602);
// EXTERNAL MODULE: ./src/pins/pin.ts
var pins_pin = __webpack_require__(6099);
;// CONCATENATED MODULE: ./src/report/unchanged.ts



/** Why there was nothing to do, one line a version: `ghcr.io/acme/web is at 1.4.0 already, in 2 places`. */
function describeUnchanged(pins) {
    const places = new Map();
    for (const pin of pins) {
        const name = (0,one_line/* cutLine */.Hh)((0,one_line/* foldLine */.wl)((0,shown_version/* formatImageName */.eS)(pin)), 200);
        const line = `${name} is at ${(0,shown_version/* showVersion */.Cg)(versionOf(pin))} already, in`;
        places.set(line, (places.get(line) ?? 0) + 1);
    }
    return [...places].map(([line, count]) => `${line} ${(0,one_line/* countOf */.pq)(count, 'place')}`);
}
function versionOf(pin) {
    return pin.kind === 'image' ? (0,pins_pin/* formatVersion */.q)(pin.current) : (pin.sites[0]?.scalar.value ?? '');
}

// EXTERNAL MODULE: ./src/report/workflow-command.ts
var workflow_command = __webpack_require__(9517);
;// CONCATENATED MODULE: ./src/report/terminal.ts





const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };
/**
 * A run for the people at a terminal or reading a log, without a line feed at its end. Every value is folded into one line
 * without control characters, and no line is a command to a CI.
 */
function formatTerminal(facts) {
    const { result, unchanged = [], isDryRun = false, hasErrorsElsewhere = false, color = false } = facts;
    const errors = hasErrorsElsewhere ? [] : result.errors;
    const paint = (text, style) => (color && text !== '' ? `\u001B[${codes[style]}m${text}\u001B[0m` : text);
    const lines = [
        paint(formatOutcome(result, isDryRun), result.errors.length > 0 ? 'red' : 'bold'),
        ...formatChanges(result.changes, paint),
        ...result.proposals.map((proposal) => `  ${formatProposal(proposal, paint)}`),
        ...(result.errors.length > 0 ? [] : describeUnchanged(unchanged).map((line) => `  ${line}`)),
        ...result.blocked.map((each) => `${paint('blocked', 'yellow')}: ${formatBlocked(each)}`),
        ...result.warnings.flatMap((problem) => formatProblemLines(paint('warning', 'yellow'), problem)),
        ...errors.flatMap((problem) => formatProblemLines(paint('error', 'red'), problem)),
    ];
    return (0,workflow_command/* disarmCommands */.T)(lines.join('\n'));
}
function formatChanges(changes, paint) {
    const rows = changes.map((change) => [
        formatPlace(change),
        show((0,shown_version/* formatImageName */.eS)(change)),
        `${(0,shown_version/* showVersion */.Cg)(change.from)} → ${(0,shown_version/* showVersion */.Cg)(change.to)}`,
    ]);
    const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))));
    return changes.map(({ file, line }, index) => {
        const [place = '', name = '', versions = ''] = (rows[index] ?? []).map((cell, column) => pad(cell, widths[column] ?? 0));
        const cells = [place, name, paint(versions, 'green'), paint(`${show(file)}:${line}`, 'dim')];
        return `  ${cells.filter((cell) => cell !== '').join('  ')}`;
    });
}
function formatProposal({ branch, commit, pullRequest, merged }, paint) {
    const on = branch === null ? '' : ` on ${show(branch)}`;
    const at = commit === null ? '' : `${show(commit.slice(0, 12))}`;
    if (pullRequest === null)
        return `${merged ? 'Pushed' : 'Committed'} ${at}${on}`;
    const { number, url, operation } = pullRequest;
    const state = merged ? `${operation}, merged` : operation;
    return `Pull request #${number} ${state}: ${paint(show(url), 'bold')}${branch === null ? '' : ` (${show(branch)})`}`;
}
function formatBlocked({ environment, application, gate, reason, until }) {
    const end = until === null ? '' : ` (until ${show(until)})`;
    return [formatPlace({ environment, application }), `${show(gate)}: ${show(reason)}${end}`].filter(Boolean).join('  ');
}
function formatProblemLines(label, { file, line, message, hint }) {
    const place = file === undefined ? '' : `${show(file)}${line === undefined ? '' : `:${line}`}: `;
    // A message of Drawbridge may list things on lines of their own.
    const [first = '', ...rest] = message.split('\n').map(show);
    const more = [...rest, ...(hint === undefined ? [] : hint.split('\n').map(show))].filter((text) => text !== '');
    return [`${label}: ${place}${first}`, ...more.map((text) => `  ${text}`)];
}
function formatPlace({ environment, application }) {
    return [environment, application]
        .filter((name) => name !== null)
        .map(show)
        .join('/');
}
function show(text) {
    return (0,one_line/* cutLine */.Hh)((0,one_line/* foldLine */.wl)(text), 1_000);
}
function widthOf(text) {
    return [...text].length;
}
function pad(text, width) {
    return `${text}${' '.repeat(width - widthOf(text))}`;
}


/***/ })

};
