export const id = 137;
export const ids = [137,311];
export const modules = {

/***/ 6922:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Hy: () => (/* binding */ deliverCommit),
  AS: () => (/* binding */ deliverPush),
  wZ: () => (/* binding */ readBase),
  tO: () => (/* binding */ retryOptions)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/repo/checkout.ts
var repo_checkout = __webpack_require__(4398);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/repo/git.ts + 1 modules
var git = __webpack_require__(2809);
// EXTERNAL MODULE: ./src/repo/tree-path.ts
var tree_path = __webpack_require__(8908);
;// CONCATENATED MODULE: ./src/repo/checkout-commit.ts






/**
 * Moves the branch that is checked out from the commit it was at when the checkout was opened, and brings index and work
 * tree of just the given files along; every other uncommitted change stays as it is.
 *
 * Index and files come first, the branch last, as in `git merge`: if the process dies in between, the change is there as
 * a staged one, and nothing is lost or undone by the user's next commit.
 *
 * @throws DrawbridgeError `dirty-file`, `detached-head`, `unborn-branch` (exit 2), `checkout-failed`
 */
async function moveBranch(checkout, options) {
    const { repo } = checkout;
    const { branch, commit: from } = (0,repo_checkout/* requireBranch */.o)(checkout);
    const current = await repo.line(['rev-parse', '--verify', 'HEAD^{commit}']);
    if (current !== from)
        return { status: 'conflict', branch, text: `${branch} moved from ${from} to ${current}` };
    await refuseDirtyFiles(checkout, { paths: options.paths, parent: from });
    await moveFiles(repo, { from, to: options.to });
    const reflog = ['-m', `drawbridge: ${options.message.split('\n', 1)[0]}`];
    const moved = await repo.run(['update-ref', ...reflog, `refs/heads/${branch}`, options.to, from]);
    if (moved.ok)
        return { status: 'moved', branch };
    await moveFiles(repo, { from: options.to, to: from });
    return { status: 'conflict', branch, text: (0,git/* describeGitFailure */.m)(moved) };
}
async function moveFiles(repo, options) {
    // The two-way merge refuses, before it touches anything, whatever would overwrite an uncommitted change.
    const result = await repo.run(['read-tree', '-m', '-u', '--no-recurse-submodules', options.from, options.to]);
    if (result.ok)
        return;
    throw (0,errors/* failed */.gz)({
        code: 'checkout-failed',
        message: `The commit was made but the checkout could not take it: ${(0,git/* describeGitFailure */.m)(result)}`,
        hint: `The branch was not moved. \`git cherry-pick ${options.to.slice(0, 12)}\` applies the commit once that is solved.`,
    });
}
async function refuseDirtyFiles(checkout, options) {
    const dirty = new Set(await readChangedFiles(checkout.repo));
    const tracked = new Set(await readTrackedFiles(checkout.repo, options.parent));
    const problems = options.paths.flatMap((path) => {
        if (dirty.has(path))
            return [dirtyFile(path, 'has uncommitted changes')];
        if (tracked.has(path))
            return [];
        const obstacle = findObstacle(checkout.topLevel, path);
        return obstacle === undefined ? [] : [dirtyFile(path, `would be new, but ${obstacle} is in the way, untracked`)];
    });
    if (problems.length > 0)
        throw new errors/* DrawbridgeError */.ei(2, problems);
}
function dirtyFile(file, message) {
    const hint = 'Commit, stash (`git stash push -u`) or remove it first, or use `--delivery push`, which leaves this checkout alone.';
    return { code: 'dirty-file', file, message, hint };
}
/** Tracked files that differ from HEAD, in the index or on disk. */
async function readChangedFiles(repo) {
    const args = ['status', '--porcelain=v1', '-z', '--untracked-files=no', '--no-renames', '--ignore-submodules=all'];
    const output = (await repo.output(args)).toString('utf8');
    return output.split('\0').map((item) => item.slice(3));
}
async function readTrackedFiles(repo, commit) {
    return (await repo.output(['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit])).toString('utf8').split('\0');
}
function findObstacle(topLevel, path) {
    const isThere = (part) => (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(topLevel, part), { throwIfNoEntry: false });
    const above = (0,tree_path/* ancestorsOf */.Gw)(path).find((part) => isThere(part)?.isDirectory() === false);
    if (above !== undefined)
        return above;
    return isThere(path) ? path : undefined;
}

// EXTERNAL MODULE: ./src/repo/commit-writer.ts + 2 modules
var commit_writer = __webpack_require__(2451);
// EXTERNAL MODULE: ./src/repo/push.ts + 1 modules
var push = __webpack_require__(2032);
// EXTERNAL MODULE: ./src/repo/remote-branches.ts
var remote_branches = __webpack_require__(4617);
// EXTERNAL MODULE: ./src/repo/retry.ts
var retry = __webpack_require__(6298);
// EXTERNAL MODULE: ./src/report/commit-message.ts
var commit_message = __webpack_require__(579);
// EXTERNAL MODULE: ./src/report/result.ts
var result = __webpack_require__(5781);
// EXTERNAL MODULE: ./src/delivery/groups.ts + 1 modules
var delivery_groups = __webpack_require__(5530);
// EXTERNAL MODULE: ./src/delivery/proposal-facts.ts
var proposal_facts = __webpack_require__(3290);
// EXTERNAL MODULE: ./src/delivery/refusals.ts
var refusals = __webpack_require__(2535);
// EXTERNAL MODULE: ./src/delivery/target.ts + 5 modules
var delivery_target = __webpack_require__(7417);
;// CONCATENATED MODULE: ./src/delivery/commits.ts













/** `--delivery commit`: commits on the branch that is checked out, one for each group, and brings its files along. */
async function deliverCommit(delivery) {
    const checkout = delivery.target.checkout;
    if (!checkout)
        throw (0,errors/* failed */.gz)({ code: 'no-checkout', message: 'there is no checkout to commit in' });
    const { branch, commit: parent } = (0,repo_checkout/* requireBranch */.o)(checkout);
    const tree = (0,delivery_target/* treeAt */.Ss)(delivery.target, parent);
    const plan = await delivery.plan(tree);
    const nothing = { plan, tree, proposals: [], warnings: [], failures: [] };
    if (plan.files.length === 0 || delivery.inputs['dry-run'])
        return nothing;
    const chain = await writeChain(delivery, { parent, plan });
    const moved = await moveBranch(checkout, { to: chain.tip, paths: chain.paths, message: 'drawbridge update' });
    if (moved.status === 'conflict')
        throw (0,errors/* failed */.gz)({ code: 'conflict', message: `${branch} was moved by somebody else meanwhile` });
    return { ...nothing, proposals: chain.proposals.map((proposal) => ({ ...proposal, branch })) };
}
/** `--delivery push`: the same on the remote's base branch; the checkout is left alone. A lost race plans again from scratch. */
async function deliverPush(delivery) {
    const { target, inputs, host } = delivery;
    return (0,retry/* retryUntil */.v)(retryOptions(delivery), async (tryNumber) => {
        const parent = (tryNumber === 1 ? target.freshBase : undefined) ?? (await readBase(target));
        const tree = (0,delivery_target/* treeAt */.Ss)(target, parent);
        const plan = await delivery.plan(tree);
        const nothing = { plan, tree, proposals: [], warnings: [], failures: [] };
        if (plan.files.length === 0 || inputs['dry-run'])
            return { done: nothing };
        const chain = await writeChain(delivery, { parent, plan });
        const result = await (0,push/* push */.V)(target.repo, [{ branch: target.base, commit: chain.tip, expected: parent }]);
        if (result.status === 'pushed') {
            const proposals = chain.proposals.map((proposal) => ({ ...proposal, branch: target.base, merged: true }));
            return { done: { ...nothing, proposals } };
        }
        if (result.status !== 'conflict')
            throw (0,refusals/* refusedPush */.J)(result, target.base);
        host.log(`${target.base} was moved by somebody else (try ${tryNumber}): reading it again`);
        return { again: `${target.base} kept being moved by others` };
    });
}
/** The commit that the base branch is at on the remote. */
async function readBase(target) {
    const commit = await (0,remote_branches/* fetchBranch */.D_)(target.repo, { branch: target.base });
    if (commit === undefined)
        throw (0,refusals/* unknownBase */.S)(target);
    return commit;
}
/** How long and how often a delivery is tried. */
function retryOptions({ inputs, host, startedMs }) {
    const leftMs = inputs.deadline * 1000 - (host.now() - startedMs);
    return { deadlineMs: Math.max(0, leftMs), now: host.now, sleep: host.sleep, random: host.random };
}
async function writeChain(delivery, { parent, plan }) {
    const { target, inputs } = delivery;
    const groups = (0,delivery_groups/* groupChanges */.t)(plan.changes, inputs.group);
    const proposals = [];
    let tip = parent;
    for (const group of groups) {
        const part = groups.length === 1 ? plan : await delivery.plan((0,delivery_target/* treeAt */.Ss)(target, tip), group.includes);
        // What two groups read from one place (an anchor) is changed by the first of them.
        if (part.files.length === 0)
            continue;
        const rows = part.changes.map(result/* reportChange */.R);
        const message = (0,commit_message/* formatCommitMessage */.E)((0,proposal_facts/* proposalFacts */.m)(delivery, rows));
        tip = await (0,commit_writer/* writeCommit */.r)(target.repo, {
            parent: tip,
            changes: (0,delivery_target/* inRepo */.uJ)(target, part.files),
            message,
            date: delivery.host.date(),
        });
        const { environments, applications } = group;
        proposals.push({ environments, applications, branch: null, commit: tip, pullRequest: null, merged: false });
    }
    return { tip, paths: (0,delivery_target/* inRepo */.uJ)(target, plan.files).map(({ path }) => path), proposals };
}


/***/ }),

/***/ 1137:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   deliverWithGit: () => (/* binding */ deliverWithGit)
/* harmony export */ });
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(311);
/* harmony import */ var _commits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6922);
/* harmony import */ var _target_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7417);



/** Everything but `files`: by commits, in a checkout or in a clone made for the run. */
async function deliverWithGit(run, finish) {
    const { inputs, server, host } = run;
    const startedMs = host.now();
    const target = await (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .openTarget */ .Ap)(inputs, server, host.env);
    try {
        return await finish(await deliverByGit({ ...run, target, startedMs }));
    }
    finally {
        target.dispose();
    }
}
async function deliverByGit(delivery) {
    const { inputs, server, host, target } = delivery;
    if (inputs.delivery === 'commit')
        return (0,_commits_js__WEBPACK_IMPORTED_MODULE_0__/* .deliverCommit */ .Hy)(delivery);
    if (inputs.delivery === 'push')
        return (0,_commits_js__WEBPACK_IMPORTED_MODULE_0__/* .deliverPush */ .AS)(delivery);
    const repository = (0,_target_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryOf */ ._M)(target, inputs, server, host.env);
    // Loaded here, for only this needs the network: it is most of what there is to load.
    const [{ createGitHubForge }, { deliverPullRequests }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(267), __webpack_require__.e(203)]).then(__webpack_require__.bind(__webpack_require__, 5203)),
        __webpack_require__.e(/* import() */ 410).then(__webpack_require__.bind(__webpack_require__, 1410)),
    ]);
    const [owner = '', repo = ''] = repository.split('/');
    const forge = createGitHubForge({
        owner,
        repo,
        token: server.token ?? '',
        apiUrl: server.apiUrl,
        graphqlUrl: server.graphqlUrl,
        userAgent: `drawbridge/${_version_js__WEBPACK_IMPORTED_MODULE_2__.version}`,
        workflowRepository: host.env.GITHUB_ACTIONS === 'true' ? host.env.GITHUB_REPOSITORY : undefined,
        signal: host.expireAfter(inputs.deadline * 1000),
        sleep: host.sleep,
        random: host.random,
        date: host.date,
    });
    return deliverPullRequests(delivery, forge);
}


/***/ }),

/***/ 5530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ groupByBranch),
  t: () => (/* binding */ groupChanges)
});

// EXTERNAL MODULE: ./src/plan/selection.ts
var selection = __webpack_require__(3189);
;// CONCATENATED MODULE: ./src/report/branch-name.ts
const defaultTemplate = 'drawbridge/{environment}/{application}';
/** Stands for a part that is missing; Git can't hold `drawbridge/dev` beside `drawbridge/dev/web`. */
const missingPart = '_all';
const maxPart = 80;
const maxName = 200;
/**
 * The branch of a proposal, always the same for the same names: `drawbridge/<environment>/<application>`.
 *
 * Every placeholder becomes exactly one path component, so no branch is the folder of another. Characters outside
 * `[A-Za-z0-9._-]` and what Git or GitHub refuse in a ref become `-`, and a hash of the true name is added, as it is to names
 * that were cut, so that two names never share a branch. Several names are joined by `+`.
 * Rules: https://git-scm.com/docs/git-check-ref-format
 *
 * @param template in place of the default, with `{environment}` and `{application}`
 */
function branchNameOf(subject, template = defaultTemplate) {
    const { environments, applications, by = 'application' } = subject;
    const parts = {
        environment: by === 'run' ? missingPart : formatPart(environments),
        application: by === 'application' ? formatPart(applications) : missingPart,
    };
    const components = template
        .replace(/^refs\/(?:heads\/)?/, '')
        .split('/')
        .filter((component) => component !== '');
    return components.length === 0
        ? branchNameOf(subject)
        : finish(components.map((each) => fillComponent(each, parts)).join('/'));
}
function fillComponent(component, parts) {
    const placeholders = /\{(environment|application)\}/g;
    const names = [...component.matchAll(placeholders)].map(([, key]) => parts[key]);
    const pieces = component
        .split(/\{(?:environment|application)\}/)
        .map((literal) => literal.replace(/[^A-Za-z0-9._+-]/g, '-'));
    const filled = tidy(pieces.map((literal, index) => `${literal}${names[index] ?? ''}`).join(''));
    // `a-b` + `c` and `a` + `b-c` read the same when one `-` joins them.
    return new Set(names).size > 1 ? withHash(filled, JSON.stringify(names)) : filled;
}
function formatPart(names) {
    if (names.length === 0)
        return missingPart;
    const [only = ''] = names;
    if (names.length === 1)
        return formatName(only);
    const joined = [...new Set(names)].sort().map(formatName).join('+');
    return joined.length <= maxPart ? joined : withHash(cut(joined, maxPart), joined);
}
function formatName(name) {
    const safe = tidy(cut(name.replace(/[^A-Za-z0-9._-]/g, '-'), maxPart));
    // A name that looks like a replaced one gets a hash of its own, so that it can't be taken for that one.
    const isItself = safe === name && name !== missingPart && !/--[0-9a-z]{8}$/.test(name);
    return isItself ? name : withHash(safe, name);
}
/** Git: no component begins with a dot or ends with one or with `.lock`, none holds two in a row; no branch begins with a dash. */
function tidy(component) {
    const tidied = component
        .replace(/\.{2,}/g, (dots) => '-'.repeat(dots.length))
        .replace(/^[.-]+/, '')
        .replace(/\.lock$/i, '-lock')
        .replace(/\.$/, '-');
    return tidied === '' ? 'x' : tidied;
}
function cut(text, maxLength) {
    return text.slice(0, maxLength);
}
function finish(name) {
    // Git reads HEAD and 40 or 64 hex digits as something else; GitHub refuses branches that are called so.
    if (/^(?:HEAD|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(name))
        return withHash(name, name);
    return name.length <= maxName ? name : withHash(cut(name, maxName - 10).replace(/[./]+$/, ''), name);
}
function withHash(text, whole) {
    return `${text}--${shortHash(whole)}`;
}
/** FNV-1a, 64 bits, of the UTF-16 units; its last eight digits in base 36. http://www.isthe.com/chongo/tech/comp/fnv/ */
function shortHash(text) {
    let hash = 0xcbf29ce484222325n;
    for (let index = 0; index < text.length; index += 1) {
        hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n);
    }
    return hash.toString(36).padStart(13, '0').slice(-8);
}

;// CONCATENATED MODULE: ./src/delivery/groups.ts


/** Sorts changes into proposals, in the order in which they come. */
function groupChanges(changes, by) {
    const groups = new Map();
    for (const { pin } of changes) {
        const key = keyOf(pin, by);
        groups.set(key, [...(groups.get(key) ?? []), pin]);
    }
    return [...groups].map(([key, pins]) => ({
        environments: [...new Set(pins.flatMap(selection/* touchedBy */.Oq))].sort(),
        applications: [...new Set(pins.flatMap(({ application }) => application ?? []))].sort(),
        includes: (pin) => keyOf(pin, by) === key,
    }));
}
/** Groups that would have the same branch, for the name given has no placeholder, are one. */
function groupByBranch(changes, { group: by, branch: template }) {
    const groups = new Map();
    for (const group of groupChanges(changes, by)) {
        const branch = branchNameOf({ ...group, by }, template);
        const other = groups.get(branch);
        groups.set(branch, { branch, ...(other ? joinGroups(other, group) : group) });
    }
    return [...groups.values()];
}
function joinGroups(one, other) {
    return {
        environments: [...new Set([...one.environments, ...other.environments])].sort(),
        applications: [...new Set([...one.applications, ...other.applications])].sort(),
        includes: (pin) => one.includes(pin) || other.includes(pin),
    };
}
function keyOf(pin, by) {
    if (by === 'run')
        return '';
    const environment = (0,selection/* touchedBy */.Oq)(pin).join('+');
    return by === 'environment' ? environment : `${environment}\n${pin.application ?? ''}`;
}


/***/ }),

/***/ 3290:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ proposalFacts)
/* harmony export */ });
/** What the texts of a proposal are made from. */
function proposalFacts(delivery, rows) {
    const { inputs, server, facts, target } = delivery;
    const serverUrl = facts.serverUrl ?? (inputs.source === undefined ? undefined : server.url);
    return {
        command: delivery.command,
        rows,
        facts,
        // A source that was given is taken to be beside the config repo, unless the CI says where it is.
        ...(serverUrl !== undefined && { serverUrl }),
        base: target.base,
        templates: {
            ...(inputs.title !== undefined && { title: inputs.title }),
            ...(inputs.body !== undefined && { body: inputs.body }),
            ...(inputs['commit-message'] !== undefined && { commitMessage: inputs['commit-message'] }),
            ...(inputs.branch !== undefined && { branch: inputs.branch }),
        },
    };
}


/***/ }),

/***/ 2535:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ refusedPush),
/* harmony export */   S: () => (/* binding */ unknownBase)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** The error of a base branch that the remote does not have. */
function unknownBase(target) {
    const message = `${target.repo.remoteName} has no branch ${target.base}`;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .badInput */ .AN)({
        code: 'unknown-branch',
        message,
        hint: 'Name the branch that Argo CD or Flux watches with "base".',
    });
}
/** The error of a push that no second try can help. */
function refusedPush(result, branch) {
    if (result.status === 'protected') {
        const hint = 'Use "delivery: pull-request" or "auto-merge", or let this identity bypass the rule.';
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({ code: 'protected-branch', message: `${branch} is protected: ${result.text}`, hint });
    }
    if (result.status === 'denied') {
        const hint = 'The token needs "contents: write" on the config repo. A workflow\'s own GITHUB_TOKEN writes only to its own repo.';
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({ code: 'missing-permission', message: `pushing ${branch} was not allowed: ${result.text}`, hint });
    }
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({ code: 'push-failed', message: `pushing ${branch} failed: ${result.text}` });
}


/***/ }),

/***/ 7417:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  k$: () => (/* binding */ configIn),
  uJ: () => (/* binding */ inRepo),
  Ap: () => (/* binding */ openTarget),
  Z: () => (/* binding */ pathInRepo),
  Qz: () => (/* binding */ repoAt),
  _M: () => (/* binding */ repositoryOf),
  Ss: () => (/* binding */ treeAt)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/repo/checkout.ts
var repo_checkout = __webpack_require__(4398);
;// CONCATENATED MODULE: ./src/repo/folder-tree.ts
/** A folder of a tree as a tree of its own: `directory` may be a part of a repo. */
class FolderTree {
    #base;
    #prefix;
    /** @param folder without slashes at its ends */
    constructor(base, folder) {
        this.#base = base;
        this.#prefix = `${folder}/`;
    }
    async list() {
        const entries = await this.#base.list();
        return entries
            .filter(({ path }) => path.startsWith(this.#prefix))
            .map(({ path, mode }) => ({ path: path.slice(this.#prefix.length), mode }));
    }
    async read(paths) {
        const contents = await this.#base.read(paths.map((path) => this.#prefix + path));
        return new Map([...contents].map(([path, bytes]) => [path.slice(this.#prefix.length), bytes]));
    }
    async search(paths, needles) {
        const found = await this.#base.search(paths.map((path) => this.#prefix + path), needles);
        return found.map((path) => path.slice(this.#prefix.length));
    }
}

// EXTERNAL MODULE: ./src/repo/git-listing.ts
var git_listing = __webpack_require__(1797);
;// CONCATENATED MODULE: ./src/repo/object-stream.ts
/**
 * The bytes of objects as they are stored (no filters), by one `git cat-file --batch`.
 *
 * @throws DrawbridgeError `git-failed`
 */
async function readObjects(repo, options) {
    const contents = new Map();
    if (options.ids.length === 0)
        return contents;
    const reader = new BatchReader(options.maxBytes, contents);
    await repo.output(['cat-file', '--batch'], {
        input: `${[...new Set(options.ids)].join('\n')}\n`,
        onStdout: (chunk) => reader.push(chunk),
    });
    return contents;
}
/** Parses `<id> <type> <size>\n<bytes>\n` (https://git-scm.com/docs/git-cat-file#_batch_output), in whatever pieces it comes. */
class BatchReader {
    #maxBytes;
    #contents;
    #header = [];
    #id = '';
    #parts;
    /** Bytes of the object still to come, with the newline after it; -1 while in a header. */
    #left = -1;
    constructor(maxBytes, contents) {
        this.#maxBytes = maxBytes;
        this.#contents = contents;
    }
    push(chunk) {
        let rest = chunk;
        while (rest.length > 0)
            rest = this.#left < 0 ? this.#takeHeader(rest) : this.#takeBytes(rest);
    }
    #takeHeader(chunk) {
        const end = chunk.indexOf(10);
        if (end === -1) {
            this.#header.push(chunk);
            return Buffer.alloc(0);
        }
        const line = Buffer.concat([...this.#header, chunk.subarray(0, end)]).toString('latin1');
        this.#header = [];
        const [id = '', , size] = line.split(' ');
        if (size === undefined)
            this.#contents.set(id, 'missing');
        else
            this.#begin(id, Number(size));
        return chunk.subarray(end + 1);
    }
    #begin(id, size) {
        this.#id = id;
        this.#left = size + 1;
        this.#parts = size > this.#maxBytes ? undefined : [];
    }
    #takeBytes(chunk) {
        const taken = chunk.subarray(0, this.#left);
        this.#parts?.push(taken);
        this.#left -= taken.length;
        if (this.#left === 0)
            this.#finish();
        return chunk.subarray(taken.length);
    }
    #finish() {
        const bytes = this.#parts && Buffer.concat(this.#parts);
        this.#contents.set(this.#id, bytes ? bytes.subarray(0, -1) : 'too-large');
        this.#left = -1;
    }
}

// EXTERNAL MODULE: ./src/repo/remote-failure.ts
var remote_failure = __webpack_require__(6695);
;// CONCATENATED MODULE: ./src/repo/partial-clone.ts

/**
 * The objects of a commit's tree that a partial clone does not have yet; asks nobody.
 *
 * @throws DrawbridgeError `git-failed`
 */
async function findMissingObjects(repo, commit) {
    const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--no-walk', commit];
    const output = (await repo.output(args)).toString('latin1');
    return new Set(output.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : [])));
}
/**
 * Fetches these objects in one request, as Git itself does for a checkout of a partial clone; left to `cat-file` it would
 * ask for them one by one.
 *
 * @throws DrawbridgeError see `remoteError`
 */
async function fetchObjects(repo, ids) {
    if (ids.length === 0)
        return;
    const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', '--no-recurse-submodules'];
    const result = await repo.run([...args, '--filter=blob:none', '--stdin', repo.remote.name], {
        network: true,
        input: `${ids.join('\n')}\n`,
        // The ids are wanted whatever commits both sides have: nothing to negotiate.
        settings: [['fetch.negotiationAlgorithm', 'noop']],
    });
    if (!result.ok)
        throw (0,remote_failure/* remoteError */.bO)(result, `fetch ${ids.length} files from ${repo.remoteName}`);
}

// EXTERNAL MODULE: ./src/repo/skipped-file.ts
var skipped_file = __webpack_require__(5963);
;// CONCATENATED MODULE: ./src/repo/git-tree.ts




/** One commit as a tree. The bytes are the blobs' own: no clean, smudge or end-of-line filter ever runs. */
class GitTree {
    commit;
    #repo;
    #maxFileBytes;
    #skipped = new skipped_file/* SkipList */.C();
    #entries;
    #missing;
    constructor(options) {
        this.commit = options.commit;
        this.#repo = options.repo;
        this.#maxFileBytes = options.maxFileBytes ?? skipped_file/* defaultMaxFileBytes */.t;
    }
    async list() {
        return [...(await this.#listing()).values()];
    }
    async read(paths) {
        const files = await this.#plainFiles(paths);
        const ids = files.map((file) => file.id);
        await this.#fetchMissing(ids);
        const objects = await readObjects(this.#repo, { ids, maxBytes: this.#maxFileBytes });
        const contents = new Map();
        for (const { path, id } of files) {
            const content = objects.get(id);
            if (content instanceof Uint8Array)
                contents.set(path, content);
            else if (content === 'too-large')
                this.#skipped.addTooLarge(path, this.#maxFileBytes);
            else
                this.#skipped.addUnreadable(path, `blob ${id} is missing`);
        }
        return contents;
    }
    async search(paths, needles) {
        if (paths.length === 0 || needles.length === 0)
            return [];
        const all = await this.#listing();
        // Grep walks the whole commit; it takes one pattern a line; and in a partial clone it fetches blob by blob.
        const isGrepBetter = paths.length * 4 > all.size && !this.#repo.isPartial;
        if (isGrepBetter && needles.every((needle) => /^[^\n\0]+$/.test(needle)))
            return this.#grep(paths, needles);
        const wanted = needles.map((needle) => Buffer.from(needle));
        const contents = await this.read(paths);
        return paths.filter((path) => {
            const content = contents.get(path);
            return (content !== undefined &&
                wanted.some((needle) => Buffer.from(content.buffer, content.byteOffset, content.length).includes(needle)));
        });
    }
    skipped() {
        return this.#skipped.all();
    }
    async #grep(paths, needles) {
        const patterns = needles.flatMap((needle) => ['-e', needle]);
        const args = ['grep', '-l', '-z', '-F', '--full-name', '--no-textconv', '--no-recurse-submodules', ...patterns];
        const result = await this.#repo.run([...args, this.commit]);
        // 1: nothing found.
        if (!result.ok && result.exitCode !== 1)
            await this.#repo.output([...args, this.commit]);
        const prefix = `${this.commit}:`;
        const found = new Set(result.stdout
            .toString('utf8')
            .split('\0')
            .map((name) => name.slice(prefix.length)));
        const files = await this.#plainFiles(paths);
        return files.map((file) => file.path).filter((path) => found.has(path));
    }
    async #plainFiles(paths) {
        const all = await this.#listing();
        return paths.flatMap((path) => {
            const entry = all.get(path);
            return entry && (entry.mode === '100644' || entry.mode === '100755') ? [entry] : [];
        });
    }
    async #fetchMissing(ids) {
        if (!this.#repo.isPartial)
            return;
        this.#missing ??= findMissingObjects(this.#repo, this.commit);
        const missing = await this.#missing;
        const wanted = [...new Set(ids)].filter((id) => missing.has(id));
        await fetchObjects(this.#repo, wanted);
        for (const id of wanted)
            missing.delete(id);
    }
    #listing() {
        this.#entries ??= this.#readListing();
        return this.#entries;
    }
    async #readListing() {
        const listing = (0,git_listing/* parseListing */._)(await this.#repo.output(['ls-tree', '-r', '-z', '--full-tree', this.commit]));
        for (const name of listing.unreadableNames)
            this.#skipped.addName(name);
        return new Map(listing.entries.map((entry) => [entry.path, entry]));
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/repo/auth.ts
var auth = __webpack_require__(2524);
// EXTERNAL MODULE: ./src/repo/git-repo.ts
var git_repo = __webpack_require__(5190);
// EXTERNAL MODULE: ./src/repo/git-version.ts
var git_version = __webpack_require__(3937);
// EXTERNAL MODULE: ./src/repo/remote-branches.ts
var remote_branches = __webpack_require__(4617);
;// CONCATENATED MODULE: ./src/repo/run-clone.ts








/**
 * Makes the clone; deletes it again when that fails, and when the process exits.
 *
 * @throws DrawbridgeError `unknown-branch`, `no-default-branch` (exit 2); see `remoteError`
 */
async function cloneForRun(options) {
    const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'drawbridge-'));
    openFolders.add(folder);
    process.off('exit', deleteOpenFolders).once('exit', deleteOpenFolders);
    const dispose = () => deleteFolder(folder);
    try {
        await (0,git_version/* requireGit */.o)(folder);
        const repo = await initClone(folder, options);
        const branch = options.branch ?? (await (0,remote_branches/* readDefaultBranch */.yt)(repo));
        const commit = await (0,remote_branches/* fetchBranch */.D_)(repo, { branch });
        if (commit === undefined)
            throw unknownBranch(branch, repo.remoteName);
        return { repo, branch, commit, dispose };
    }
    catch (error) {
        dispose();
        throw error;
    }
}
/** Still to be deleted. */
const openFolders = new Set();
function deleteFolder(folder) {
    (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
    openFolders.delete(folder);
}
function deleteOpenFolders() {
    for (const folder of openFolders)
        deleteFolder(folder);
}
async function initClone(folder, options) {
    const { url: given, authorization } = (0,auth/* splitUrlCredentials */.CN)(options.url);
    const token = options.auth && (0,auth/* tokenAuthorization */.h3)(options.auth);
    const authorizations = [token, authorization].filter((one) => one !== undefined);
    const base = { gitDir: folder, isShallow: true, isRunClone: true, signal: options.signal };
    const draft = new git_repo/* GitRepo */.t({ ...base, isPartial: false });
    await draft.output(['init', '--quiet', '--bare', '--template=', '.']);
    await draft.output(['config', 'remote.origin.url', placeOf(given)]);
    // `get-url` applies `insteadOf` and `pushInsteadOf`.
    const url = await draft.line(['remote', 'get-url', 'origin']);
    const pushUrl = await draft.line(['remote', 'get-url', '--push', 'origin']);
    return new git_repo/* GitRepo */.t({ ...base, isPartial: true, remote: { name: 'origin', url, pushUrl }, authorizations });
}
/** Git runs in the clone's folder, where a relative path would point somewhere else. */
function placeOf(url) {
    if (/^\.{1,2}(\/|$)/.test(url))
        return (0,external_node_path_.resolve)(url);
    if (url !== '' && !url.startsWith('-'))
        return url;
    throw (0,errors/* badInput */.AN)({ code: 'bad-url', message: `${JSON.stringify(url)} is no URL of a Git repo` });
}
function unknownBranch(branch, remote) {
    return (0,errors/* badInput */.AN)({
        code: 'unknown-branch',
        message: `${remote} has no branch ${branch}`,
        hint: 'Check `base`.',
    });
}

;// CONCATENATED MODULE: ./src/delivery/target.ts





/** Opens the repo that is committed to: `directory`, else a clone of `repository` made for this run. */
async function openTarget(inputs, server, env) {
    const auth = server.token ? { token: server.token, serverUrl: server.url } : undefined;
    if (inputs.directory !== undefined) {
        const checkout = await (0,repo_checkout/* openCheckout */.H)(inputs.directory, { ...(auth && { auth }) });
        const base = chooseBase(checkout, inputs);
        const target = { repo: checkout.repo, base, folder: checkout.prefix, checkout, dispose: () => { } };
        if (inputs.delivery !== 'commit')
            refuseOtherRepository(target, inputs, server);
        return target;
    }
    const clone = await cloneForRun({
        url: `${server.url}/${inputs.repository ?? env.GITHUB_REPOSITORY}.git`,
        ...(inputs.base !== undefined && { branch: inputs.base }),
        ...(auth && { auth }),
    });
    return { repo: clone.repo, base: clone.branch, folder: '', freshBase: clone.commit, dispose: clone.dispose };
}
function chooseBase(checkout, { base, delivery }) {
    if (base !== undefined && delivery !== 'commit')
        return base;
    const { branch } = (0,repo_checkout/* requireBranch */.o)(checkout);
    if (base === undefined || base === branch)
        return branch;
    throw (0,errors/* badInput */.AN)({
        code: 'other-branch',
        message: `base: ${base} is not the branch that is checked out, ${branch}`,
        hint: `Check ${base} out first, or use "delivery: push", which leaves the checkout alone.`,
    });
}
// A branch that is pushed to one repo can't be proposed in another.
function refuseOtherRepository(target, { repository }, server) {
    const found = target.repo.hasRemote ? repositoryOfRemote(target, server) : undefined;
    if (repository === undefined || found === undefined || found.toLowerCase() === repository.toLowerCase())
        return;
    throw (0,errors/* badInput */.AN)({
        code: 'other-repository',
        message: `repository: ${repository} is not the repo of the checkout, ${found}`,
        hint: 'Leave out "repository", or give the "directory" of a checkout of it, or leave out "directory" to work on a clone.',
    });
}
/** The `owner/name` on GitHub that pull requests go to: as given, else where the remote is. */
function repositoryOf(target, inputs, server, env) {
    const repository = inputs.repository ?? repositoryOfRemote(target, server) ?? (target.checkout ? undefined : env.GITHUB_REPOSITORY);
    if (repository)
        return repository;
    throw (0,errors/* badInput */.AN)({
        code: 'no-repository',
        message: `the remote ${target.repo.remoteName} is no repo of ${server.url}`,
        hint: 'Name the repo on GitHub: "repository: owner/name".',
    });
}
function repositoryOfRemote(target, server) {
    const { url } = target.repo.remote;
    const host = new URL(server.url).host;
    const [, remoteHost, path] = /^https?:\/\/(?:[^/@]*@)?([^/]+)\/(.+)$/.exec(url) ??
        /^(?:ssh:\/\/)?(?:[^/@]+@)?([^/:]+)(?::\d+(?=\/))?[:/](.+)$/.exec(url) ??
        [];
    if (remoteHost !== host)
        return undefined;
    return /^([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(path ?? '')?.[1];
}
/** The whole Git repo at a commit. */
function repoAt(target, commit) {
    return new GitTree({ repo: target.repo, commit });
}
/** The config repo in a tree of the whole Git repo. */
function configIn({ folder }, tree) {
    return folder === '' ? tree : new FolderTree(tree, folder);
}
/** The config repo at a commit. */
function treeAt(target, commit) {
    return configIn(target, repoAt(target, commit));
}
/** A path of the config repo as the Git repo names it. */
function pathInRepo({ folder }, path) {
    return folder === '' ? path : `${folder}/${path}`;
}
/** Files as the Git repo names them. */
function inRepo(target, files) {
    return files.map((file) => ({ ...file, path: pathInRepo(target, file.path) }));
}


/***/ }),

/***/ 4568:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ branchRef)
/* harmony export */ });
/* unused harmony export isBranchName */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** Git's own rules for the name of a branch (https://git-scm.com/docs/git-check-ref-format). */
function isBranchName(name) {
    if (name === '' || name === 'HEAD' || name === '@' || name.startsWith('-') || name.endsWith('.'))
        return false;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what Git forbids.
    if (/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{/.test(name))
        return false;
    return name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock'));
}
/**
 * `refs/heads/<name>`.
 *
 * @throws DrawbridgeError `bad-branch-name` (exit 2)
 */
function branchRef(name) {
    if (isBranchName(name))
        return `refs/heads/${name}`;
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .badInput */ .AN)({
        code: 'bad-branch-name',
        message: `${JSON.stringify(name)} is no name for a branch`,
        hint: 'Write it without refs/heads/, spaces, .., ~, ^, :, ?, *, [ and \\.',
    });
}


/***/ }),

/***/ 4398:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ openCheckout),
/* harmony export */   o: () => (/* binding */ requireBranch)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _auth_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2524);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2809);
/* harmony import */ var _git_config_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1859);
/* harmony import */ var _git_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9545);
/* harmony import */ var _git_repo_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5190);
/* harmony import */ var _git_version_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3937);








/**
 * Opens the checkout that a folder is in. Its remote: the one that the branch follows, else `origin`, else the only one.
 *
 * @throws DrawbridgeError `no-directory`, `not-a-repo`, `bare-repo`, `several-remotes` (exit 2), `missing-git`, `old-git`
 */
async function openCheckout(directory, options = {}) {
    const { topLevel, dotGit } = (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .findCheckout */ .I)(directory);
    await (0,_git_version_js__WEBPACK_IMPORTED_MODULE_5__/* .requireGit */ .o)(topLevel);
    const base = { isShallow: false, isPartial: false, isRunClone: false, workTree: topLevel, signal: options.signal };
    const probe = new _git_repo_js__WEBPACK_IMPORTED_MODULE_4__/* .GitRepo */ .t({ ...base, gitDir: dotGit });
    const [gitDir = dotGit, isShallow] = (await readRevParse(probe, directory)).split('\n');
    const head = await readHead(probe);
    const config = await (0,_git_config_js__WEBPACK_IMPORTED_MODULE_6__/* .readConfig */ .X)(probe, '^(remote\\..*\\.(url|promisor)|branch\\..*\\.remote)$');
    const authorization = options.auth && (0,_auth_js__WEBPACK_IMPORTED_MODULE_7__/* .tokenAuthorization */ .h3)(options.auth);
    const repo = new _git_repo_js__WEBPACK_IMPORTED_MODULE_4__/* .GitRepo */ .t({
        ...base,
        gitDir,
        isShallow: isShallow === 'true',
        isPartial: [...config.keys()].some((key) => key.endsWith('.promisor') && (0,_git_config_js__WEBPACK_IMPORTED_MODULE_6__/* .isTrue */ .H)(config, key)),
        ...(await readRemote(probe, chooseRemote({ config, head, topLevel, asked: options.remote }))),
        authorizations: authorization ? [authorization] : [],
    });
    return { repo, topLevel, prefix: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(topLevel, (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__/* .realDirectory */ .U)(directory)).split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep).join('/'), head };
}
/**
 * The branch that is checked out, with a commit.
 *
 * @throws DrawbridgeError `detached-head`, `unborn-branch` (exit 2)
 */
function requireBranch(checkout) {
    const { head } = checkout;
    if (head.kind === 'branch')
        return head;
    if (head.kind === 'unborn') {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .badInput */ .AN)({
            code: 'unborn-branch',
            message: `The branch ${head.branch} in ${checkout.topLevel} has no commit yet`,
            hint: 'Make the first commit, or use `--delivery files`.',
        });
    }
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .badInput */ .AN)({
        code: 'detached-head',
        message: `${checkout.topLevel} has no branch checked out: HEAD is detached at ${head.commit.slice(0, 12)}`,
        hint: 'Check a branch out first (`git switch main`; with actions/checkout: `ref: main`), or name it with `base` and use `--delivery push`.',
    });
}
async function readRevParse(probe, directory) {
    const result = await probe.run(['rev-parse', '--absolute-git-dir', '--is-shallow-repository']);
    if (result.ok)
        return result.stdout.toString('utf8').trim();
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .badInput */ .AN)({
        code: 'not-a-repo',
        message: `${directory} is no Git repo that works: ${(0,_git_js__WEBPACK_IMPORTED_MODULE_2__/* .describeGitFailure */ .m)(result)}`,
    });
}
async function readHead(probe) {
    const symbolic = await probe.run(['symbolic-ref', '-q', 'HEAD']);
    const resolved = await probe.run(['rev-parse', '-q', '--verify', 'HEAD^{commit}']);
    const commit = resolved.ok ? resolved.stdout.toString('utf8').trim() : undefined;
    const branch = symbolic.stdout
        .toString('utf8')
        .trim()
        .replace(/^refs\/heads\//, '');
    if (symbolic.ok)
        return commit === undefined ? { kind: 'unborn', branch } : { kind: 'branch', branch, commit };
    return { kind: 'detached', commit: commit ?? (await probe.line(['rev-parse', '--verify', 'HEAD'])) };
}
function chooseRemote({ config, head, topLevel, asked }) {
    const names = [...config.keys()].flatMap((key) => /^remote\.(.*)\.url$/.exec(key)?.[1] ?? []);
    const followed = head.kind === 'detached' ? undefined : config.get(`branch.${head.branch}.remote`)?.at(-1);
    const wanted = asked ?? [followed, 'origin'].find((name) => name !== undefined && names.includes(name));
    if (wanted !== undefined || names.length < 2)
        return wanted ?? names[0];
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .badInput */ .AN)({
        code: 'several-remotes',
        message: `${topLevel} has several remotes and none is called origin: ${names.sort().join(', ')}`,
        hint: 'Let the branch follow one of them: `git branch --set-upstream-to=REMOTE/BRANCH`.',
    });
}
async function readRemote(probe, name) {
    if (name === undefined)
        return {};
    // `get-url` applies `insteadOf` and `pushInsteadOf`.
    const url = await probe.line(['remote', 'get-url', name]);
    return { remote: { name, url, pushUrl: await probe.line(['remote', 'get-url', '--push', name]) } };
}


/***/ }),

/***/ 2451:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ writeCommit)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/repo/commit-person.ts
const drawbridgePerson = { name: 'drawbridge', email: 'drawbridge@users.noreply.github.com' };
/** The one given, else the user of Git's configuration (or of `GIT_AUTHOR_…` / `GIT_COMMITTER_…`), else Drawbridge. */
async function readCommitPerson(repo, options) {
    if (options.given)
        return cleanPerson(options.given);
    // Git would make a name up from the login and the host.
    const result = await repo.run(['var', `GIT_${options.role}_IDENT`], { settings: [['user.useConfigOnly', 'true']] });
    const [, name, email] = /^(.*) <(.*)> \d+ \S+$/.exec(result.stdout.toString('utf8').trim()) ?? [];
    return result.ok && name && email ? { name, email } : drawbridgePerson;
}
/** Without what would end the field in a commit's header. */
function cleanPerson(person) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a header field cannot hold them.
    const clean = (text) => text.replace(/[<>\s\x00-\x1f\x7f]+/g, ' ').trim();
    return { name: clean(person.name) || drawbridgePerson.name, email: clean(person.email) || drawbridgePerson.email };
}

;// CONCATENATED MODULE: ./src/repo/fast-import.ts
/**
 * The input of `git fast-import` for one commit on no branch; it prints the commit's id on standard output
 * (https://git-scm.com/docs/git-fast-import).
 */
function formatFastImport(commit) {
    // The ref is never made: it is deleted again before fast-import writes its refs at the end.
    const ref = 'refs/drawbridge/import';
    const message = Buffer.from(commit.message);
    return [
        Buffer.from(`feature done\ncommit ${ref}\nmark :1\n`),
        Buffer.from(`author ${formatPerson(commit.author, commit.date)}\n`),
        Buffer.from(`committer ${formatPerson(commit.committer, commit.date)}\n`),
        ...dataBlock(message),
        Buffer.from(`from ${commit.parent}\n`),
        ...commit.changes.flatMap((change) => [
            Buffer.from(`M ${change.mode} inline ${quotePath(change.path)}\n`),
            ...dataBlock(change.content),
        ]),
        Buffer.from(`get-mark :1\nreset ${ref}\nfrom ${'0'.repeat(commit.parent.length)}\n\ndone\n`),
    ];
}
/** `Name <email> <seconds> +0000`. */
function formatPerson(person, date) {
    return `${person.name} <${person.email}> ${Math.floor(date.getTime() / 1000)} +0000`;
}
function dataBlock(bytes) {
    return [Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')];
}
/** C-style quotes, always: a path may begin with a quote or hold a newline. */
function quotePath(path) {
    const escaped = path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
    return `"${escaped}"`;
}

// EXTERNAL MODULE: ./src/repo/git.ts + 1 modules
var git = __webpack_require__(2809);
// EXTERNAL MODULE: ./src/repo/git-config.ts
var git_config = __webpack_require__(1859);
// EXTERNAL MODULE: ./src/repo/git-listing.ts
var git_listing = __webpack_require__(1797);
// EXTERNAL MODULE: ./src/repo/tree-path.ts
var tree_path = __webpack_require__(8908);
;// CONCATENATED MODULE: ./src/repo/commit-writer.ts







/**
 * Makes a commit on top of `parent` with these files and gives its id; no branch, index or work tree changes. All other
 * files are the parent's own objects. Signed when `commit.gpgSign` says so.
 *
 * @throws DrawbridgeError `path-outside`, `path-in-git-dir`, `path-in-the-way` (exit 2), `signing-failed`, `git-failed`
 */
async function writeCommit(repo, options) {
    await checkPaths(repo, options);
    const author = await readCommitPerson(repo, { role: 'AUTHOR', given: options.author });
    const committer = await readCommitPerson(repo, { role: 'COMMITTER', given: options.committer });
    const message = `${options.message.replaceAll('\0', '').trimEnd()}\n`;
    const commit = { ...options, author, committer, message };
    const id = await repo.line(['fast-import', '--quiet', '--date-format=raw'], {
        input: formatFastImport(commit),
        // Else `A.yaml` would be written over `a.yaml` where the file system has no case.
        settings: [['core.ignoreCase', 'false']],
    });
    const config = await (0,git_config/* readConfig */.X)(repo, '^commit\\.gpgsign$');
    return (0,git_config/* isTrue */.H)(config, 'commit.gpgsign') ? signCommit(repo, { ...commit, id }) : id;
}
async function signCommit(repo, commit) {
    const date = `${Math.floor(commit.date.getTime() / 1000)} +0000`;
    const result = await repo.run(['commit-tree', '-S', '-p', commit.parent, '-F', '-', `${commit.id}^{tree}`], {
        input: commit.message,
        env: {
            GIT_AUTHOR_NAME: commit.author.name,
            GIT_AUTHOR_EMAIL: commit.author.email,
            GIT_AUTHOR_DATE: date,
            GIT_COMMITTER_NAME: commit.committer.name,
            GIT_COMMITTER_EMAIL: commit.committer.email,
            GIT_COMMITTER_DATE: date,
        },
    });
    if (result.ok)
        return result.stdout.toString('utf8').trim();
    throw (0,errors/* failed */.gz)({
        code: 'signing-failed',
        message: `The commit could not be signed: ${(0,git/* describeGitFailure */.m)(result)}`,
        hint: 'Git is set to sign commits (commit.gpgSign): make the key usable here, or set it to false.',
    });
}
async function checkPaths(repo, options) {
    const listing = (0,git_listing/* parseListing */._)(await repo.output(['ls-tree', '-r', '-z', '--full-tree', options.parent]));
    const entries = new Map(listing.entries.map((entry) => [entry.path, entry]));
    const folders = new Set(listing.entries.flatMap((entry) => (0,tree_path/* ancestorsOf */.Gw)(entry.path)));
    const problems = options.changes.flatMap(({ path }) => (0,tree_path/* findPathProblem */.W0)(path) ?? findObstacle(path, entries) ?? []);
    const onFolders = options.changes
        .filter(({ path }) => folders.has(path))
        .map(({ path }) => inTheWay(path, 'a folder'));
    if (problems.length + onFolders.length > 0)
        throw new errors/* DrawbridgeError */.ei(2, [...problems, ...onFolders]);
}
function findObstacle(path, entries) {
    const above = (0,tree_path/* ancestorsOf */.Gw)(path).flatMap((ancestor) => entries.get(ancestor) ?? [])[0];
    if (above?.mode === '120000')
        return (0,tree_path/* pathOutside */.D1)(path, above.path);
    if (above)
        return inTheWay(path, above.mode === '160000' ? `the submodule ${above.path}` : `the file ${above.path}`);
    const mode = entries.get(path)?.mode;
    if (mode === '120000')
        return inTheWay(path, 'a symbolic link');
    return mode === '160000' ? inTheWay(path, 'a submodule') : undefined;
}
function inTheWay(path, what) {
    return { code: 'path-in-the-way', file: path, message: `cannot be written: ${what} is there` };
}


/***/ }),

/***/ 1859:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isTrue),
/* harmony export */   X: () => (/* binding */ readConfig)
/* harmony export */ });
/** The settings whose key matches an extended regular expression. */
async function readConfig(repo, pattern) {
    const config = new Map();
    const result = await repo.run(['config', '-z', '--get-regexp', pattern]);
    for (const item of result.stdout.toString('utf8').split('\0')) {
        const end = item.indexOf('\n');
        // A key without a value (`[commit] gpgsign`) means true.
        const [key, value] = end === -1 ? [item, 'true'] : [item.slice(0, end), item.slice(end + 1)];
        if (key !== '')
            config.set(key, [...(config.get(key) ?? []), value]);
    }
    return config;
}
/** A yes-or-no setting as Git reads it. */
function isTrue(config, key) {
    const value = config.get(key)?.at(-1)?.toLowerCase() ?? '';
    return ['true', 'yes', 'on'].includes(value) || (/^-?\d+$/.test(value) && Number(value) !== 0);
}


/***/ }),

/***/ 1797:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ parseListing)
/* harmony export */ });
const modes = {
    '100644': '100644',
    // Git before 1.0 wrote it; a plain file all the same.
    '100664': '100644',
    '100755': '100755',
    '120000': '120000',
    '160000': '160000',
};
/** Reads what `git ls-tree -r -z` prints: `<mode> <type> <id>\t<path>\0`. */
function parseListing(output) {
    const entries = [];
    const unreadableNames = [];
    for (let start = 0; start < output.length;) {
        const end = output.indexOf(0, start);
        const tab = output.indexOf(9, start);
        const [modeText = '', , id = ''] = output.toString('latin1', start, tab).split(' ');
        const mode = modes[modeText];
        const path = output.toString('utf8', tab + 1, end);
        const isText = !path.includes('\uFFFD') || Buffer.from(path).equals(output.subarray(tab + 1, end));
        if (!isText)
            unreadableNames.push(path);
        else if (mode)
            entries.push({ path, mode, id });
        start = end + 1;
    }
    return { entries: entries.sort(byPath), unreadableNames };
}
function byPath(a, b) {
    return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}


/***/ }),

/***/ 5190:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ GitRepo)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _auth_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2524);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2809);



/** A Git repo that commands run in: where it is, its remote, and who may write there. */
class GitRepo {
    gitDir;
    workTree;
    isShallow;
    isPartial;
    isRunClone;
    secrets;
    #options;
    constructor(options) {
        this.gitDir = options.gitDir;
        this.workTree = options.workTree;
        this.isShallow = options.isShallow;
        this.isPartial = options.isPartial;
        this.isRunClone = options.isRunClone;
        this.secrets = (options.authorizations ?? []).flatMap((authorization) => authorization.secrets);
        this.#options = options;
    }
    /**
     * The remote that fetches and pushes go to.
     *
     * @throws DrawbridgeError `no-remote` (exit 2)
     */
    get remote() {
        if (this.#options.remote)
            return this.#options.remote;
        throw noRemote(this.workTree ?? this.gitDir);
    }
    get hasRemote() {
        return this.#options.remote !== undefined;
    }
    /** The remote's URL without credentials, for messages. */
    get remoteName() {
        return (0,_auth_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E$)(this.remote.url, this.secrets);
    }
    /** Runs Git here. A failed command is data. */
    run(args, options = {}) {
        const { network, ...rest } = options;
        return (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .E)(args, {
            ...rest,
            cwd: this.workTree ?? this.gitDir,
            // With both given, Git does not ask who owns the folder (`safe.directory` from the environment counts since 2.38 only).
            env: { GIT_DIR: this.gitDir, ...(this.workTree ? { GIT_WORK_TREE: this.workTree } : {}), ...options.env },
            settings: [...this.#settings(network === true), ...(options.settings ?? [])],
            secrets: this.secrets,
            signal: this.#options.signal,
        });
    }
    /**
     * Runs a command that has no expected failure; gives its standard output.
     *
     * @throws DrawbridgeError `git-failed` (exit 1) with Git's text
     */
    async output(args, options = {}) {
        const result = await this.run(args, options);
        if (result.ok)
            return result.stdout;
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({ code: 'git-failed', message: `git ${args[0]} failed: ${(0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .describeGitFailure */ .m)(result)}` });
    }
    /** As `output`, as text without the last newline. */
    async line(args, options = {}) {
        return (await this.output(args, options)).toString('utf8').replace(/\n$/, '');
    }
    #settings(network) {
        const settings = [['safe.directory', this.workTree ?? this.gitDir]];
        const { remote, authorizations } = this.#options;
        // In a partial clone any command may have to fetch an object.
        if (!remote || !authorizations || !(network || this.isPartial))
            return settings;
        const urls = new Set([remote.url, remote.pushUrl]);
        return [...settings, ...[...urls].flatMap((url) => (0,_auth_js__WEBPACK_IMPORTED_MODULE_2__/* .authorizationSettings */ .D2)(url, authorizations))];
    }
}
function noRemote(place) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .badInput */ .AN)({
        code: 'no-remote',
        message: `${place} has no remote to fetch from or push to`,
        hint: 'Add one with `git remote add origin URL`, or use `--delivery commit`.',
    });
}


/***/ }),

/***/ 3937:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ requireGit)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2809);


const oldest = { major: 2, minor: 31 };
/**
 * Makes sure that Git takes settings from the environment (`GIT_CONFIG_COUNT`, Git 2.31): an older one would ignore the
 * token and run hooks.
 *
 * @throws DrawbridgeError `missing-git`, `old-git` (exit 1)
 */
async function requireGit(cwd) {
    const said = (await (0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .E)(['version'], { cwd })).stdout.toString('utf8').trim();
    const [, major, minor] = /(\d+)\.(\d+)/.exec(said) ?? [];
    const isNewEnough = Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor);
    if (isNewEnough)
        return;
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({
        code: 'old-git',
        message: `Git 2.31 or later is needed, this is: ${said}`,
        hint: 'Install a newer Git, or use `--delivery files`, which needs none.',
    });
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

/***/ 2032:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ deleteBranch),
  V: () => (/* binding */ push)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/repo/auth.ts
var auth = __webpack_require__(2524);
// EXTERNAL MODULE: ./src/repo/branch-name.ts
var branch_name = __webpack_require__(4568);
// EXTERNAL MODULE: ./src/repo/git.ts + 1 modules
var git = __webpack_require__(2809);
;// CONCATENATED MODULE: ./src/repo/push-report.ts
/** Reads `<flag>\t<from>:<to>\t<summary> (<reason>)` lines (https://git-scm.com/docs/git-push#_output). */
function parsePushReport(stdout) {
    return stdout.split('\n').flatMap((line) => {
        const [, flag, ref, summary] = /^([ +*!=-])\t[^\t]*:([^\t:]+)\t(.*)$/.exec(line) ?? [];
        return flag && ref && summary !== undefined ? [{ flag, ref, summary }] : [];
    });
}

// EXTERNAL MODULE: ./src/repo/remote-branches.ts
var remote_branches = __webpack_require__(4617);
// EXTERNAL MODULE: ./src/repo/remote-failure.ts
var remote_failure = __webpack_require__(6695);
;// CONCATENATED MODULE: ./src/repo/push.ts







/**
 * Moves branches of the remote, all or none, each only from the commit expected.
 *
 * @throws DrawbridgeError `bad-branch-name`; `not-a-descendant` for an update without `force` that would lose commits
 */
async function push(repo, updates) {
    if (updates.length === 0)
        return { status: 'pushed' };
    await Promise.all(updates.map((update) => refuseLostCommits(repo, update)));
    const leases = updates.map((update) => `--force-with-lease=${(0,branch_name/* branchRef */.M)(update.branch)}:${update.expected ?? ''}`);
    const refs = updates.map((update) => `${update.commit ?? ''}:${(0,branch_name/* branchRef */.M)(update.branch)}`);
    const atomic = updates.length > 1 ? ['--atomic'] : [];
    const args = ['push', '--porcelain', '--no-verify', ...atomic, ...leases, repo.remote.name, ...refs];
    const result = await repo.run(args, { network: true });
    return result.ok ? { status: 'pushed' } : explainFailure(repo, { updates, result });
}
/** Deletes a branch of the remote if it is still at `expected`. One that is gone already counts as deleted. */
function deleteBranch(repo, options) {
    return push(repo, [{ ...options, commit: null }]);
}
/** With a lease Git forces the update, so what it usually checks is checked here. */
async function refuseLostCommits(repo, { branch, commit, expected, force }) {
    if (force || commit === null || expected === null || commit === expected)
        return;
    const result = await repo.run(['merge-base', '--is-ancestor', expected, commit]);
    if (result.ok)
        return;
    throw (0,errors/* failed */.gz)({
        code: 'not-a-descendant',
        message: `${commit} does not come after ${expected}, where ${branch} is: pushing it would lose commits`,
    });
}
/**
 * What a refused push means is read off the remote's branches rather than from texts, which differ between servers: a
 * branch that moved is a lost race; one that did not is refused by a rule. The answer may also have been lost on the way.
 */
async function explainFailure(repo, { updates, result }) {
    const reason = (0,remote_failure/* findRemoteCause */.nE)(result);
    const rejected = parsePushReport(result.stdout.toString('utf8')).filter((ref) => ref.flag === '!');
    const text = (0,auth/* redact */.E$)(failureText(result, rejected), repo.secrets);
    if (rejected.length === 0 && reason === 'authentication')
        return { status: 'denied', text };
    const branches = await (0,remote_branches/* readRemoteBranches */.vQ)(repo).catch(() => undefined);
    if (!branches)
        return { status: 'failed', reason, text };
    if (updates.every(({ branch, commit }) => (branches.get(branch) ?? null) === commit))
        return { status: 'pushed' };
    const moved = updates.find(({ branch, expected }) => (branches.get(branch) ?? null) !== expected);
    if (moved)
        return { status: 'conflict', branch: moved.branch, text };
    const blocking = updates.find(({ branch }) => findNameConflict(branch, branches) !== undefined);
    if (blocking) {
        return { status: 'failed', reason: 'unknown', text: nameConflict(blocking.branch, branches) };
    }
    return explainRejection({ updates, rejected, text, reason });
}
function explainRejection({ updates, rejected, text, reason }) {
    const cause = rejected.find(({ summary }) => !/atomic (push|transaction) fail/.test(summary)) ?? rejected[0];
    const branch = updates.find((update) => (0,branch_name/* branchRef */.M)(update.branch) === cause?.ref)?.branch;
    if (!cause || branch === undefined)
        return { status: 'failed', reason, text };
    // The branch is where it was: another push held the lock, or moved it there and back.
    const isRace = /^\[rejected\]|lock|failed to update ref|transaction failed|incorrect old value/.test(cause.summary);
    return { status: isRace ? 'conflict' : 'protected', branch, text };
}
function failureText(result, rejected) {
    const said = result.stopped ? (0,git/* describeGitFailure */.m)(result) : (0,remote_failure/* remoteText */.SW)(result.stderr);
    const summaries = rejected.map(({ ref, summary }) => `${ref.replace('refs/heads/', '')}: ${summary}`);
    return [...summaries, said].filter((line) => line !== '').join('\n');
}
/** Git keeps branches as paths: `a` and `a/b` cannot both exist. */
function findNameConflict(branch, branches) {
    return [...branches.keys()].find((other) => other.startsWith(`${branch}/`) || branch.startsWith(`${other}/`));
}
function nameConflict(branch, branches) {
    return `The branch ${branch} cannot be made beside the branch ${findNameConflict(branch, branches)}: one name is the folder of the other`;
}


/***/ }),

/***/ 4617:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D_: () => (/* binding */ fetchBranch),
/* harmony export */   vQ: () => (/* binding */ readRemoteBranches),
/* harmony export */   yt: () => (/* binding */ readDefaultBranch)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _branch_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4568);
/* harmony import */ var _remote_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6695);




/**
 * Every branch of the remote and the commit it is at.
 *
 * @throws DrawbridgeError see `remoteError`
 */
async function readRemoteBranches(repo) {
    const result = await repo.run(['ls-remote', '--heads', '--refs', repo.remote.name], { network: true });
    if (!result.ok)
        throw (0,_remote_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .remoteError */ .bO)(result, `list the branches of ${repo.remoteName}`);
    const branches = new Map();
    for (const line of result.stdout.toString('utf8').split('\n')) {
        const [commit, ref] = line.split('\t');
        if (commit && ref?.startsWith('refs/heads/'))
            branches.set(ref.slice('refs/heads/'.length), commit);
    }
    return branches;
}
/**
 * The branch that the remote's HEAD names.
 *
 * @throws DrawbridgeError `no-default-branch` (exit 2) when it is empty or names none; see `remoteError`
 */
async function readDefaultBranch(repo) {
    const result = await repo.run(['ls-remote', '--symref', repo.remote.name, 'HEAD'], { network: true });
    if (!result.ok)
        throw (0,_remote_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .remoteError */ .bO)(result, `read the default branch of ${repo.remoteName}`);
    const branch = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(result.stdout.toString('utf8'))?.[1];
    if (branch !== undefined)
        return branch;
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .badInput */ .AN)({
        code: 'no-default-branch',
        message: `${repo.remoteName} has no default branch${result.stdout.length === 0 ? ': it is empty' : ''}`,
        hint: 'Name the branch with `base`.',
    });
}
/**
 * Fetches one branch and gives the commit it is at, or `undefined` when the remote has no such branch. FETCH_HEAD, tags
 * and every ref of the user stay as they are.
 *
 * @throws DrawbridgeError see `remoteError`; `bad-branch-name`
 */
async function fetchBranch(repo, options) {
    const source = (0,_branch_name_js__WEBPACK_IMPORTED_MODULE_2__/* .branchRef */ .M)(options.branch);
    // A run's clone keeps the ref, so that the next fetch is a small one.
    const ref = repo.isRunClone
        ? `refs/drawbridge/fetched/${options.branch}`
        : `refs/drawbridge/${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(8).toString('hex')}/fetched`;
    const args = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', '--no-recurse-submodules'];
    const result = await repo.run([...args, ...depthArgs(repo, options), repo.remote.name, `+${source}:${ref}`], {
        network: true,
    });
    if (!result.ok) {
        if (!(await remoteHasBranch(repo, source)))
            return undefined;
        throw (0,_remote_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .remoteError */ .bO)(result, `fetch ${options.branch} from ${repo.remoteName}`);
    }
    try {
        return await repo.line(['rev-parse', '--verify', `${ref}^{commit}`]);
    }
    finally {
        if (!repo.isRunClone)
            await repo.run(['update-ref', '-d', ref]);
    }
}
function depthArgs(repo, options) {
    if (repo.isRunClone)
        return [`--depth=${options.depth ?? 1}`, '--filter=blob:none'];
    return repo.isShallow && options.depth !== undefined ? [`--depth=${options.depth}`] : [];
}
/** Git fails a fetch of a missing branch like any other; `ls-remote --exit-code` has an exit code for it. */
async function remoteHasBranch(repo, ref) {
    const result = await repo.run(['ls-remote', '--exit-code', repo.remote.name, ref], { network: true });
    if (result.ok)
        return true;
    if (result.exitCode === 2)
        return false;
    throw (0,_remote_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .remoteError */ .bO)(result, `reach ${repo.remoteName}`);
}


/***/ }),

/***/ 6695:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SW: () => (/* binding */ remoteText),
/* harmony export */   bO: () => (/* binding */ remoteError),
/* harmony export */   nE: () => (/* binding */ findRemoteCause)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2809);


/** Git has one exit code (128) for all of these: with LC_ALL=C its text is the only thing that tells them apart. */
const causes = [
    ['authentication', /returned error: 40[13]|authentication failed|could not read (username|password)/i],
    [
        'authentication',
        /permission (to \S+ )?denied|write access to repository not granted|host key verification failed/i,
    ],
    ['not-found', /repository .*not found|returned error: 404|does not appear to be a git repository|does not exist/i],
    ['network', /could not resolve host|failed to connect|couldn't connect|connection (refused|reset|timed out|closed)/i],
    [
        'network',
        /returned error: (429|5\d\d)|operation timed out|early eof|remote end hung up|rpc failed|network is unreachable/i,
    ],
];
const codes = {
    authentication: 'authentication',
    'not-found': 'remote-not-found',
    network: 'network',
    unknown: 'git-remote',
};
const hints = {
    authentication: 'Give a token that may write there (`contents: write`), or credentials that Git knows itself.',
    'not-found': "Check the name. A private repo looks like this to a token that may not see it, and a workflow's own GITHUB_TOKEN sees no private repo but its own.",
    network: 'The server was not reached or broke off; run it again.',
    unknown: undefined,
};
/** The cause of a failed fetch, push or ls-remote. */
function findRemoteCause(result) {
    if (result.stopped === 'timeout')
        return 'network';
    return causes.find(([, pattern]) => pattern.test(result.stderr))?.[0] ?? 'unknown';
}
/** The error (exit 1) for a failed fetch or ls-remote: `authentication`, `remote-not-found`, `network` or `git-remote`. */
function remoteError(result, action) {
    const cause = findRemoteCause(result);
    const hint = hints[cause];
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrawbridgeError */ .ei(1, [
        { code: codes[cause], message: `Could not ${action}: ${(0,_git_js__WEBPACK_IMPORTED_MODULE_1__/* .describeGitFailure */ .m)(result)}`, ...(hint ? { hint } : {}) },
    ]);
}
/** What the server itself wrote (`remote: …` lines), else all of Git's text. */
function remoteText(stderr) {
    const lines = stderr.split('\n');
    const said = lines.filter((line) => /^remote: ?/.test(line)).map((line) => line.replace(/^remote: ?/, '').trimEnd());
    const text = said.filter((line) => line !== '').join('\n');
    return text === '' ? stderr.trim() : text;
}


/***/ }),

/***/ 6298:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ retryUntil)
/* harmony export */ });
/* unused harmony export backoffMs */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

const firstDelayMs = 250;
const maxDelayMs = 2000;
/**
 * Tries until `done`, waiting 250 ms to 2 s (doubling, half of it jitter) in between.
 *
 * @throws DrawbridgeError `deadline` (exit 1) with the number of tries and the last reason; what `attempt` throws
 */
async function retryUntil(options, attempt) {
    const startMs = options.now();
    for (let tryNumber = 1;; tryNumber += 1) {
        const result = await attempt(tryNumber);
        if ('done' in result)
            return result.done;
        const delayMs = backoffMs(tryNumber, options.random);
        if (options.now() + delayMs - startMs > options.deadlineMs) {
            throw deadlineError(tryNumber, options.deadlineMs, result.again);
        }
        await options.sleep(delayMs);
    }
}
/** The wait after the n-th try, in milliseconds: between half and all of 250, 500, 1000, 2000, 2000… */
function backoffMs(tryNumber, random) {
    const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (tryNumber - 1));
    return Math.round(fullMs / 2 + (random() * fullMs) / 2);
}
function deadlineError(tries, deadlineMs, reason) {
    const times = tries === 1 ? 'once' : `${tries} times`;
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failed */ .gz)({
        code: 'deadline',
        message: `Gave up after ${Math.round(deadlineMs / 1000)} s and trying ${times}: ${reason}`,
        hint: 'Run it again; if it happens often, let fewer jobs write to the same branch at once (a concurrency group).',
    });
}


/***/ }),

/***/ 579:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ formatCommitMessage)
/* harmony export */ });
/* harmony import */ var _headline_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4512);
/* harmony import */ var _one_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2589);
/* harmony import */ var _proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7156);
/* harmony import */ var _shown_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7602);
/* harmony import */ var _trailers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8640);






const maxLines = 50;
const maxSubject = 72;
// A user's own subject is the user's business; what no tool shows any more is cut.
const maxOwnSubject = 250;
const maxParagraph = 4_000;
/**
 * The commit message of a proposal: subject, one line a pin, trailers. Text from users is folded into one line a part and
 * disarmed (see `disarmTrailers`), so the last paragraph holds what Drawbridge wrote and nothing else.
 */
function formatCommitMessage(proposal) {
    const rows = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .changedRows */ .CH)(proposal);
    const { subject, paragraph } = ownWords(proposal);
    const parts = [subject, paragraph, formatLines(rows)].map(disarm);
    return `${[...parts.filter((part) => part !== ''), (0,_trailers_js__WEBPACK_IMPORTED_MODULE_1__/* .formatTrailers */ .mb)((0,_trailers_js__WEBPACK_IMPORTED_MODULE_1__/* .trailersOf */ .iA)(proposal))].join('\n\n')}\n`;
}
// For `git am` and `git interpret-trailers` the message ends at a line that begins with `---`.
function disarm(part) {
    return (0,_trailers_js__WEBPACK_IMPORTED_MODULE_1__/* .disarmTrailers */ .Rt)(part).replace(/^---/, '—');
}
function ownWords(proposal) {
    const given = (0,_headline_js__WEBPACK_IMPORTED_MODULE_2__/* .fillTemplate */ .o)(proposal.templates.commitMessage ?? '', proposal).trim();
    const [first = '', ...rest] = given.split(/[\r\n\u0085\u2028\u2029]/);
    const subject = (0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .cutLine */ .Hh)((0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .foldLine */ .wl)(first), maxOwnSubject);
    return {
        subject: subject === '' ? (0,_headline_js__WEBPACK_IMPORTED_MODULE_2__/* .formatHeadline */ .Q)(proposal, maxSubject) : subject,
        paragraph: (0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .cutLine */ .Hh)((0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .foldLine */ .wl)(rest.join(' ')), maxParagraph),
    };
}
function formatLines(rows) {
    const lines = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .unique */ .Am)(rows.map(formatLine));
    const left = lines.length - maxLines;
    return [...lines.slice(0, maxLines), ...(left > 0 ? [`- and ${left} more`] : [])].join('\n');
}
function formatLine(row) {
    const { environment, application, from, to } = row;
    const place = (0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .foldLine */ .wl)([environment, application].filter((name) => name !== null).join('/'));
    const name = (0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .cutLine */ .Hh)((0,_one_line_js__WEBPACK_IMPORTED_MODULE_3__/* .foldLine */ .wl)((0,_shown_version_js__WEBPACK_IMPORTED_MODULE_4__/* .formatImageName */ .eS)(row)), 200);
    return `- ${place === '' ? '' : `${place}: `}${name} ${(0,_shown_version_js__WEBPACK_IMPORTED_MODULE_4__/* .showVersion */ .Cg)(from)} -> ${(0,_shown_version_js__WEBPACK_IMPORTED_MODULE_4__/* .showVersion */ .Cg)(to)}`;
}


/***/ }),

/***/ 4512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ formatHeadline),
/* harmony export */   o: () => (/* binding */ fillTemplate)
/* harmony export */ });
/* harmony import */ var _one_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2589);
/* harmony import */ var _proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7156);
/* harmony import */ var _shown_version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7602);



/**
 * A proposal in one line: `<applications>: <what> in <environments>`.
 *
 * - `web: 1.4.0 in dev`: everything gets one version and the image called like the application is among it, so the version
 *   says it all; `web: ghcr.io/acme/web-proxy 1.4.0 in dev` where only others move.
 * - `web: ghcr.io/acme/web 1.4.0 and 2 more in dev`: versions differ, so the first is named: the image that is called like the
 *   application, else the first in the file.
 * - `web, api: 1.4.0 in dev, staging`, `web and 4 more: 1.4.0 in dev and 2 more`: up to three names, else the first and a count.
 * - `nginx: 1.29 in dev`: where no application is known, the name of the image stands there. Without environment, no `in`.
 *
 * Of several wordings, the longest that fits; when none does, the shortest, cut.
 */
function formatHeadline(proposal, maxLength) {
    const rows = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .changedRows */ .CH)(proposal).map(foldRow);
    if (rows.length === 0)
        return 'No version changed';
    const wordings = [
        { max: 3, isShort: false },
        { max: 3, isShort: true },
        { max: 1, isShort: true },
    ].map((wording) => wordHeadline(rows, wording));
    const fitting = wordings.find((line) => line.length <= maxLength);
    return fitting ?? (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .cutLine */ .Hh)(wordings.at(-1) ?? '', maxLength);
}
function wordHeadline(rows, { max, isShort }) {
    const nameOf = (row) => (isShort ? lastPart((0,_shown_version_js__WEBPACK_IMPORTED_MODULE_2__/* .formatImageName */ .eS)(row)) : (0,_shown_version_js__WEBPACK_IMPORTED_MODULE_2__/* .formatImageName */ .eS)(row));
    const applications = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .applicationsOf */ .$_)(rows);
    const versions = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .unique */ .Am)(rows.map(_shown_version_js__WEBPACK_IMPORTED_MODULE_2__/* .showTarget */ .Rg));
    const main = mainRow(rows);
    const others = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .namesOf */ .eZ)(rows).length - 1;
    const more = others > 0 ? ` and ${others} more` : '';
    const subject = applications.length > 0 ? `${(0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(applications, max)}: ` : versions.length > 1 ? '' : `${nameOf(main)}${more}: `;
    const isNamed = versions.length > 1 || (applications.length === 1 && !isCalledLikeApplication(main));
    const what = isNamed ? `${nameOf(main)} ${(0,_shown_version_js__WEBPACK_IMPORTED_MODULE_2__/* .showTarget */ .Rg)(main)}${more}` : (0,_shown_version_js__WEBPACK_IMPORTED_MODULE_2__/* .showTarget */ .Rg)(main);
    const environments = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentsOf */ .M2)(rows);
    return `${subject}${what}${environments.length > 0 ? ` in ${(0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .listOf */ .c3)(environments, max)}` : ''}`;
}
function mainRow(rows) {
    const main = rows.find(isCalledLikeApplication) ?? rows[0];
    if (main === undefined)
        throw new RangeError('a headline needs at least one change');
    return main;
}
function isCalledLikeApplication({ name, application }) {
    return lastPart(name) === application;
}
function lastPart(name) {
    return name.slice(name.lastIndexOf('/') + 1);
}
function foldRow(row) {
    const { environment, application, name } = row;
    return {
        ...row,
        name: (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .foldLine */ .wl)(name),
        environment: environment === null ? null : (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .foldLine */ .wl)(environment),
        application: application === null ? null : (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .foldLine */ .wl)(application),
    };
}
/** Puts the names into a user's text: `{environment}` and `{application}`, `all` where there is none or more than three. */
function fillTemplate(template, { rows }) {
    const names = {
        environment: (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentsOf */ .M2)(rows),
        application: (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .applicationsOf */ .$_)(rows),
    };
    return template.replace(/\{(environment|application)\}/g, (_, key) => {
        const found = names[key] ?? [];
        return found.length === 0 || found.length > 3 ? 'all' : found.join(', ');
    });
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

/***/ 7156:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $_: () => (/* binding */ applicationsOf),
/* harmony export */   Am: () => (/* binding */ unique),
/* harmony export */   CH: () => (/* binding */ changedRows),
/* harmony export */   M2: () => (/* binding */ environmentsOf),
/* harmony export */   eZ: () => (/* binding */ namesOf)
/* harmony export */ });
/* harmony import */ var _shown_version_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7602);

/** The rows that really change something: nobody wants to read what stays as it is (kargo#3097). */
function changedRows({ rows }) {
    return rows.filter(({ from, to }) => from !== to);
}
/** The environments concerned, in the order of the rows. */
function environmentsOf(rows) {
    return unique(rows.map(({ environment }) => environment));
}
/** The applications concerned, in the order of the rows. */
function applicationsOf(rows) {
    return unique(rows.map(({ application }) => application));
}
/** The names of what is pinned, as people know them, in the order of the rows. */
function namesOf(rows) {
    return unique(rows.map(_shown_version_js__WEBPACK_IMPORTED_MODULE_0__/* .formatImageName */ .eS));
}
/** Each text once, what is missing or empty left out. */
function unique(texts) {
    return [...new Set(texts.filter((text) => text !== null && text !== ''))];
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

/***/ 8640:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rt: () => (/* binding */ disarmTrailers),
/* harmony export */   aw: () => (/* binding */ parseTrailers),
/* harmony export */   iA: () => (/* binding */ trailersOf),
/* harmony export */   mb: () => (/* binding */ formatTrailers)
/* harmony export */ });
/* unused harmony exports formatPinTrailer, parsePinTrailer */
/* harmony import */ var _one_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2589);
/* harmony import */ var _proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7156);


// The trailers have to fit into the body of a pull request, however much a run changes.
const maxPins = 100;
const maxNames = 100;
const maxListLength = 8_000;
const maxToken = 300;
const maxText = 1_000;
/**
 * The audit record of a proposal, in the order of the design. Lists are de-duplicated and capped; where one is, a
 * `Drawbridge-Pin-Count` (`-Environment-Count`, `-Application-Count`) says how many there are in truth.
 */
function trailersOf(proposal) {
    const rows = (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .changedRows */ .CH)(proposal);
    const { source, actor, runUrl } = proposal.facts;
    return [
        ...given('Command', proposal.command),
        ...list('Pin', rows.map(formatPinTrailer), maxPins),
        ...given('Source', source),
        ...given('Actor', actor),
        ...given('Run', runUrl),
        ...list('Environment', (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentsOf */ .M2)(rows), maxNames),
        ...list('Application', (0,_proposal_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .applicationsOf */ .$_)(rows), maxNames),
        ...given('Reason', proposal.reason),
    ];
}
function text(name, value) {
    const line = (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .cutLine */ .Hh)((0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .foldLine */ .wl)(value), maxText);
    return line === '' ? [] : [{ key: `Drawbridge-${name}`, value: line }];
}
// A tool that wraps long lines may put any word of it at the start of one.
function given(name, value) {
    return text(name, disarmTrailers(value ?? ''));
}
function list(name, values, maxCount) {
    const all = [...new Map(values.flatMap((value) => text(name, value)).map((each) => [each.value, each])).values()];
    let length = 0;
    const kept = all.slice(0, maxCount).filter(({ key, value }) => {
        length += key.length + value.length + 3;
        return length <= maxListLength;
    });
    return kept.length === all.length ? all : [...kept, ...text(`${name}-Count`, String(all.length))];
}
/** Trailers as the lines of a message. */
function formatTrailers(trailers) {
    return trailers.map(({ key, value }) => `${key}: ${value}`).join('\n');
}
/**
 * The trailers of a landed message, each once, wherever they stand: the web page's squash and merge queues write their own
 * text round them. Only lines that begin with one count, so a message that quotes another (indented, `> `) adds none.
 */
function parseTrailers(message) {
    const lines = [...new Set(message.split(/\r?\n/))];
    return lines.flatMap((line) => {
        const [, key = '', value = ''] = /^(Drawbridge(?:-[A-Za-z]+){1,4}):[ \t]+(\S.*)$/.exec(line) ?? [];
        return key === '' ? [] : [{ key, value: value.trimEnd() }];
    });
}
/**
 * Makes text from users unreadable as a trailer, wherever a later tool may wrap it: in `Drawbridge-Pin:` and
 * `Signed-off-by:` the hyphens become U+2011 (non-breaking hyphen), which looks the same and which no parser takes for one.
 */
function disarmTrailers(userText) {
    // Drawbridge's own are read in their own case only, so an application `drawbridge-web` keeps its name.
    return userText.replace(/\b(?:Drawbridge(?:-[A-Za-z]+){1,4}|[A-Za-z]+(?:-[A-Za-z]+){0,4}-[Bb][Yy])(?=\s*:)/g, (token) => token.replaceAll('-', '\u2011'));
}
/**
 * `<environment>/<application> <name> <old> -> <new>`. White space and `%` inside a part are percent-encoded, a part that is
 * missing is `-`, an empty one `""`, so that it reads back without a guess; parts are cut at 300 characters.
 */
function formatPinTrailer({ environment, application, name, from, to }) {
    const place = `${token(environment).replaceAll('/', '%2F')}/${token(application)}`;
    return `${place} ${token(name)} ${token(from)} -> ${token(to)}`;
}
/** Reads the value of a `Drawbridge-Pin` trailer; `undefined` when it is none. */
function parsePinTrailer(value) {
    const match = /^([^/ ]+)\/(\S+) (\S+) (\S+) -> (\S+)$/.exec(value);
    if (match === null)
        return undefined;
    const [, environment = '', application = '', name = '', from = '', to = ''] = match;
    return {
        environment: environment === '-' ? null : untoken(environment),
        application: application === '-' ? null : untoken(application),
        name: untoken(name),
        from: untoken(from),
        to: untoken(to),
    };
}
function token(part) {
    if (part === null)
        return '-';
    if (part === '')
        return '""';
    if (part === '-' || part === '""')
        return [...part].map(percent).join('');
    return (0,_one_line_js__WEBPACK_IMPORTED_MODULE_1__/* .cutLine */ .Hh)(part, maxToken).replace(/[\s%\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, percent);
}
function percent(character) {
    // encodeURIComponent leaves `-` alone, and throws at half a surrogate pair.
    if (character === '-')
        return '%2D';
    return encodeURIComponent(/\p{Cs}/u.test(character) ? '\uFFFD' : character);
}
function untoken(written) {
    if (written === '""')
        return '';
    return written.replace(/(?:%[0-9A-F]{2})+/g, (encoded) => {
        try {
            return decodeURIComponent(encoded);
        }
        catch {
            return encoded;
        }
    });
}


/***/ }),

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   version: () => (/* binding */ version)
/* harmony export */ });
/** The version of Drawbridge; a test holds it equal to package.json's. */
const version = '0.1.0';


/***/ })

};
