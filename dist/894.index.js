export const id = 894;
export const ids = [894];
export const modules = {

/***/ 7894:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deliverPullRequests: () => (/* binding */ deliverPullRequests)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/repo/retry.ts
var retry = __webpack_require__(6298);
// EXTERNAL MODULE: ./src/delivery/commits.ts + 1 modules
var commits = __webpack_require__(6922);
// EXTERNAL MODULE: ./src/delivery/groups.ts + 1 modules
var groups = __webpack_require__(5530);
// EXTERNAL MODULE: ./src/repo/commit-writer.ts + 2 modules
var commit_writer = __webpack_require__(2451);
// EXTERNAL MODULE: ./src/repo/push.ts + 1 modules
var push = __webpack_require__(2032);
// EXTERNAL MODULE: ./src/report/commit-message.ts
var commit_message = __webpack_require__(579);
// EXTERNAL MODULE: ./src/report/change-rows.ts
var change_rows = __webpack_require__(764);
// EXTERNAL MODULE: ./src/report/headline.ts
var headline = __webpack_require__(4512);
// EXTERNAL MODULE: ./src/report/markdown.ts
var markdown = __webpack_require__(4285);
// EXTERNAL MODULE: ./src/report/one-line.ts
var one_line = __webpack_require__(2589);
// EXTERNAL MODULE: ./src/report/proposal-facts.ts
var proposal_facts = __webpack_require__(7156);
// EXTERNAL MODULE: ./src/report/source-links.ts
var source_links = __webpack_require__(6081);
// EXTERNAL MODULE: ./src/report/trailers.ts
var trailers = __webpack_require__(8640);
;// CONCATENATED MODULE: ./src/report/pull-request-text.ts







// https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request; a longer title or body is answered with 422.
const maxTitle = 256;
const maxBody = 65_536;
const maxOwnBody = 16_000;
/** The title of the pull request: the user's in one line, else the headline. */
function formatPullRequestTitle(proposal) {
    const given = (0,one_line/* foldLine */.wl)((0,headline/* fillTemplate */.o)(proposal.templates.title ?? '', proposal));
    return given === '' ? (0,headline/* formatHeadline */.Q)(proposal, maxTitle) : (0,one_line/* cutLine */.Hh)(given, maxTitle);
}
/**
 * The body of the pull request, in GitHub's Markdown: the user's own text, the versions, where they come from, how to undo it,
 * and the trailers.
 *
 * The trailers are in a fenced block: where a repo lands pull requests with their body as the message, the lines arrive as they
 * are and `parseTrailers` reads them; plain lines would let the web page link, mention and close what a reason names. Git's own
 * `%(trailers)` reads only the last paragraph, and so only commits that were merged or rebased.
 */
function formatPullRequestBody(proposal) {
    const rows = (0,proposal_facts/* changedRows */.CH)(proposal);
    const above = [ownText(proposal.templates.body), introduction(proposal)].filter((part) => part !== '');
    const below = [origin(proposal), howToUndo(proposal), maker(proposal), record(proposal)].filter((part) => part !== '');
    const room = maxBody - [...above, ...below].reduce((sum, part) => sum + part.length + 2, 2);
    const table = (0,change_rows/* formatChangeTable */.Y)({ rows, maxLength: room });
    return `${[...above, table, ...below].join('\n\n')}\n`;
}
function ownText(body) {
    const given = body?.trim() ?? '';
    if (given === '')
        return '';
    let length = Math.min(given.length, maxOwnBody);
    // Containing it can make it longer: what is hostile is cut shorter.
    while ((0,markdown/* containMarkdown */.yN)(given.slice(0, length)).length > maxOwnBody)
        length = Math.floor(length * 0.8);
    const left = given.length - length;
    const more = left > 0 ? `\n\n… and ${(0,one_line/* countOf */.pq)(left, 'character')} more, left out here.` : '';
    return `${(0,markdown/* containMarkdown */.yN)(given.slice(0, length))}${more}`;
}
function introduction({ rows, base, configRepo }) {
    const count = (0,one_line/* countOf */.pq)((0,proposal_facts/* changedRows */.CH)({ rows }).length, 'version');
    const repo = configRepo === undefined ? '' : ` of ${(0,markdown/* inlineCode */.ti)((0,one_line/* cutLine */.Hh)(configRepo, 200))}`;
    return `Merging this sets ${count} on ${(0,markdown/* inlineCode */.ti)((0,one_line/* cutLine */.Hh)(base, 255))}${repo}:`;
}
function origin(proposal) {
    const source = (0,source_links/* formatSource */.j2)(proposal);
    const comparison = (0,source_links/* formatComparison */.Tc)(proposal);
    const run = (0,source_links/* formatRun */.TI)(proposal);
    const lines = [
        source && `- Source: ${source}${comparison ? ` (${comparison})` : ''}`,
        run && `- Run: ${run}`,
        proposal.reason?.trim() && `- Reason: ${(0,markdown/* escapeMarkdown */.FV)((0,one_line/* cutLine */.Hh)(proposal.reason, 1_000))}`,
    ];
    return lines.filter((line) => line).join('\n');
}
function howToUndo({ base }) {
    return [
        '**How to undo it**',
        '',
        '- Not merged yet: close this pull request. Nothing has changed.',
        `- Merged: press **Revert** below and merge what it opens, or run \`git revert\` on the commit that landed on ${(0,markdown/* inlineCode */.ti)((0,one_line/* cutLine */.Hh)(base, 255))} (\`git revert -m 1\` on a merge commit).`,
        '- The next build proposes its own version again.',
    ].join('\n');
}
function maker({ command }) {
    return `Made by Drawbridge (${(0,markdown/* inlineCode */.ti)(`drawbridge ${(0,one_line/* cutLine */.Hh)(command, 100)}`)}).`;
}
function record(proposal) {
    return (0,markdown/* formatDetails */.SE)('For the record', (0,markdown/* fence */.EU)((0,trailers/* formatTrailers */.mb)((0,trailers/* trailersOf */.iA)(proposal)), 'text'));
}

;// CONCATENATED MODULE: ./src/repo/history.ts

/**
 * The full id of the commit that a revision names.
 *
 * @throws DrawbridgeError `unknown-commit` (exit 2)
 */
async function resolveCommit(repo, revision) {
    const result = await repo.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    if (result.ok)
        return result.stdout.toString('utf8').trim();
    throw badInput({
        code: 'unknown-commit',
        message: `There is no commit ${revision} in ${repo.workTree ?? repo.gitDir}`,
    });
}
/**
 * A commit as it is stored.
 *
 * @throws DrawbridgeError `git-failed` when there is none with this id
 */
async function readCommit(repo, id) {
    return { id, ...parseCommit(await repo.output(['cat-file', 'commit', id])) };
}
/** Commit ids, newest first; ends where a shallow repo ends. */
async function listCommits(repo, options) {
    const args = ['rev-list', `--max-count=${options.maxCount}`, ...(options.isFirstParent ? ['--first-parent'] : [])];
    const output = await repo.line([...args, options.from, '--', ...(options.paths ?? [])]);
    return output === '' ? [] : output.split('\n');
}
function parseCommit(bytes) {
    const end = bytes.indexOf('\n\n');
    const header = bytes.toString('utf8', 0, end);
    const field = (name) => new RegExp(`^${name} (.*)$`, 'm').exec(header)?.[1] ?? '';
    return {
        tree: field('tree'),
        parents: [...header.matchAll(/^parent (.*)$/gm)].map((match) => match[1] ?? ''),
        author: parsePerson(field('author')),
        committer: parsePerson(field('committer')),
        message: decode(bytes.subarray(end + 2), field('encoding')),
    };
}
function parsePerson(text) {
    const [, name = '', email = '', seconds = '0'] = /^(.*?) ?<(.*)> (-?\d+) \S+$/.exec(text) ?? [];
    return { name, email, timeSeconds: Number(seconds) };
}
function decode(bytes, encoding) {
    try {
        return new TextDecoder(encoding === '' ? 'utf-8' : encoding).decode(bytes);
    }
    catch {
        return Buffer.from(bytes).toString('latin1');
    }
}

// EXTERNAL MODULE: ./src/repo/remote-branches.ts
var remote_branches = __webpack_require__(4617);
;// CONCATENATED MODULE: ./src/delivery/open-proposal.ts




/**
 * Reads the branch of a proposal and its pull request.
 * @throws {DrawbridgeError} `foreign-commits` (exit 3) when somebody else's commits are on it: they are never thrown away;
 *   `branch-in-use` (exit 2)
 */
async function readStanding(options) {
    const { target, forge, branch } = options;
    const head = await (0,remote_branches/* fetchBranch */.D_)(target.repo, { branch, depth: 2 });
    // A branch that is gone has no open pull request.
    if (head === undefined)
        return { head: null, warnings: [] };
    const pull = await forge.findOpenPullRequest(branch, target.base);
    if (pull)
        return { head, pull, proposal: await readProposal({ ...options, head, pull }), warnings: [] };
    const ended = await forge.findEndedPullRequest(branch, head);
    if (ended?.isMerged)
        return { head, warnings: [] };
    const elsewhere = await forge.findOpenPullRequest(branch);
    if (elsewhere)
        throw branchInUse(elsewhere, target.base);
    const proposal = await readProposal({ ...options, head });
    // Else it was pushed by a run that did not come to its pull request: another one is at it, or it was ended.
    return ended ? { head, warnings: [closedBefore(ended)] } : { head, proposal, warnings: [] };
}
async function readProposal(options) {
    const { target, branch, head } = options;
    const commit = await readCommit(target.repo, head);
    const origin = commit.parents.at(-1);
    if (origin === undefined || !(await isAllOurs(options, commit)))
        throw foreignCommits(branch, head);
    const output = await target.repo.output(['diff-tree', '-r', '-z', '--name-status', '--no-renames', origin, head]);
    const fields = output.toString('utf8').split('\0');
    const statuses = fields.filter((_, index) => index % 2 === 0 && index + 1 < fields.length);
    // We write new versions into files that are there, and nothing else.
    if (statuses.some((status) => status !== 'M'))
        throw foreignCommits(branch, head);
    return { head, origin, paths: fields.filter((_, index) => index % 2 === 1) };
}
// The usual case, one commit of ours on the base's head, needs no question. Else the base has moved: whether all between the
// two is ours, GitHub knows best, for a clone that was made for the run has no history.
async function isAllOurs({ base, pull, forge }, head) {
    const isPlain = isOurs(head);
    if (!pull || (isPlain && head.parents[0] === base))
        return isPlain;
    const commits = await forge.listCommits(pull);
    return commits.length < 100 && commits.every((commit) => isOurs(commit) || isUpdate(commit));
}
function isOurs({ parents, message }) {
    return parents.length === 1 && (0,trailers/* parseTrailers */.aw)(message).some(({ key }) => key === 'Drawbridge-Command');
}
/** The base merged in, by the button "Update branch". What else would be merged stands in the list itself. */
function isUpdate({ parents }) {
    return parents.length === 2;
}
function foreignCommits(branch, head) {
    return (0,errors/* refused */.J5)({
        code: 'foreign-commits',
        message: `${branch} holds commits that Drawbridge did not make (the last is ${head.slice(0, 12)}), and they would be lost`,
        hint: 'Merge or close that pull request and delete its branch, or give another "branch".',
    });
}
function branchInUse({ number, base, branch }, wanted) {
    return (0,errors/* badInput */.AN)({
        code: 'branch-in-use',
        message: `${branch} is the branch of pull request #${number} into ${base}, so it can't be proposed to ${wanted} too`,
        hint: `Give another name for the proposals to ${wanted}: "branch: drawbridge/${wanted}/{environment}/{application}".`,
    });
}
function closedBefore({ number, url }) {
    return {
        code: 'closed-before',
        message: `pull request #${number} (${url}) for this was closed without merging; another one is opened`,
        hint: 'Delete its branch to end this warning.',
    };
}

// EXTERNAL MODULE: ./src/delivery/proposal-facts.ts
var delivery_proposal_facts = __webpack_require__(3290);
// EXTERNAL MODULE: ./src/environments/conventions.ts + 2 modules
var conventions = __webpack_require__(1649);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/edit/view.ts
var edit_view = __webpack_require__(4479);
// EXTERNAL MODULE: ./src/edit/yaml-file.ts
var yaml_file = __webpack_require__(1580);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __webpack_require__(2157);
// EXTERNAL MODULE: ./src/pins/pin-sites.ts
var pin_sites = __webpack_require__(8350);
// EXTERNAL MODULE: ./src/pins/scan.ts + 7 modules
var scan = __webpack_require__(5917);
// EXTERNAL MODULE: ./src/pins/value-pins.ts
var value_pins = __webpack_require__(9710);
// EXTERNAL MODULE: ./src/pins/walk.ts
var walk = __webpack_require__(8455);
;// CONCATENATED MODULE: ./src/pins/diff.ts








/**
 * The versions that differ between two states of a file: images by their place, and every other scalar that is no part of one.
 * What is only in one of the two states is no difference: it was added or taken away, not moved to another version.
 */
function diffPins(file, before, after) {
    const old = readPins(file, before);
    const next = readPins(file, after);
    return [...next].flatMap(([place, pin]) => {
        const other = old.get(place);
        return other && !isSameVersion(other, pin) ? [{ before: other, after: pin }] : [];
    });
}
/** Whether two pins say the same: the same name in the same version. */
function isSameVersion(one, other) {
    return one.current.tag === other.current.tag && one.current.digest === other.current.digest && one.name === other.name;
}
/** Every pin of a file by its place: images, and the scalars that belong to none. */
function readPins(file, text) {
    const parsed = (0,yaml_file/* parseYaml */.hN)((0,edit_view/* fileView */.eT)(text));
    if (!parsed.ok)
        return new Map();
    const findings = (0,scan/* readDocuments */.r9)(file, parsed.documents);
    const images = [...findings.pins, ...findings.lone.map(({ pin, path }) => nameless(pin, path))];
    const taken = new Set(images.flatMap(({ sites }) => sites.map(({ place }) => place)));
    const values = parsed.documents.flatMap(scalarPins).filter(({ place }) => !taken.has(place));
    return new Map([...images, ...values].map((pin) => [pin.place, pin]));
}
/** Every scalar of a document that is written where it is read. */
function scalarPins(document) {
    const pins = [];
    const add = (node, { at, path }, key) => {
        const site = (0,dist/* isScalar */.jn)(node) ? (0,pin_sites/* siteOf */.zU)(node, { at, part: 'value', key }) : undefined;
        if (site)
            pins.push((0,value_pins/* pinOfValue */.MC)(site, (0,yaml_path/* formatYamlPath */.q)(path)));
    };
    (0,walk/* walk */.GG)(document, {
        map(map, visit) {
            for (const [, key, value] of (0,yaml_file/* effectivePairs */.NJ)(map))
                add(value, { ...visit, path: [...visit.path, key] }, key);
        },
        item: (node, visit) => add(node, visit),
    });
    return pins;
}
// A tag that stands alone is known by its path: its name is in another file.
function nameless(pin, path) {
    return { ...pin, name: path, names: [path], writtenName: path };
}

// EXTERNAL MODULE: ./src/pins/pin.ts
var pin = __webpack_require__(6099);
// EXTERNAL MODULE: ./src/report/result.ts
var result = __webpack_require__(5781);
// EXTERNAL MODULE: ./src/delivery/target.ts + 5 modules
var delivery_target = __webpack_require__(7417);
;// CONCATENATED MODULE: ./src/delivery/proposal-rows.ts





/**
 * Every version that a proposal changes against its base: of this run, and of the ones before it that it still holds. Files
 * are named as the Git repo names them.
 */
function rowsOf({ target, inputs }, { files, plan }) {
    const named = plan.changes.map((change) => ({ change, file: (0,delivery_target/* pathInRepo */.Z)(target, change.pin.file) }));
    const ours = new Map(named.map((each) => [`${each.file}\n${each.change.pin.place}`, each]));
    const rows = files.flatMap(({ path, before, after }) => diffPins(path, before, after).map((difference) => {
        const key = `${path}\n${difference.after.place}`;
        const change = ours.get(key)?.change;
        ours.delete(key);
        const from = (0,pin/* formatVersion */.q)(difference.before.current);
        if (change)
            return { ...(0,result/* reportChange */.R)(change), file: path, from };
        const { environment = null, application = null } = (0,conventions/* placeOf */.$)(inConfig(path, target.folder), {
            requested: inputs.environment,
        });
        const { format, kind, line, writtenName: name, current } = difference.after;
        return { file: path, line, format, kind, name, environment, application, from, to: (0,pin/* formatVersion */.q)(current) };
    }));
    return [...rows, ...[...ours.values()].map(({ change, file }) => ({ ...(0,result/* reportChange */.R)(change), file }))];
}
/** Another run's folder may be another one: its conventions are not known here. */
function inConfig(path, folder) {
    return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

// EXTERNAL MODULE: ./src/edit/text.ts
var edit_text = __webpack_require__(165);
// EXTERNAL MODULE: ./src/versions/order.ts
var order = __webpack_require__(9665);
// EXTERNAL MODULE: ./src/edit/additions.ts + 2 modules
var additions = __webpack_require__(435);
// EXTERNAL MODULE: ./src/edit/layout.ts
var edit_layout = __webpack_require__(9168);
// EXTERNAL MODULE: ./src/edit/new-node.ts
var new_node = __webpack_require__(9135);
// EXTERNAL MODULE: ./src/plan/entry-style.ts
var entry_style = __webpack_require__(4399);
// EXTERNAL MODULE: ./src/plan/quote-style.ts
var quote_style = __webpack_require__(5795);
;// CONCATENATED MODULE: ./src/plan/carried-additions.ts







/** Writes what a proposal has added (entries and values that `create-missing` made) into a file as it is now. */
function carryAdditions({ path, now, pins }) {
    const added = [...pins.after.values()].filter(({ place }) => !pins.before.has(place));
    const isNewEntry = (pin) => isEntry(pin) && !hasEntry(pins.before, pin);
    const entries = added.filter(isNewEntry);
    const others = added.filter((pin) => !isEntry(pin) && !isInEntry(pin) && !pins.now.has(pin.place));
    const wanted = [
        ...entries.filter((pin) => !hasEntry(pins.now, pin)).map((pin) => ({ pin, node: entryNode(pin, now) })),
        ...others.map((pin) => ({ pin, node: valuesNode(pin) })),
    ];
    const lost = wanted.flatMap(({ pin, node }) => (node ? [] : [pin]));
    const found = wanted.flatMap(({ pin, node }) => (node ? [{ pin, node }] : []));
    const addition = found.length > 0 ? addAll(now, (0,new_node/* mergeMaps */.MT)(found.map(({ node }) => node))) : undefined;
    if (!addition)
        return { changes: [], lost: [...lost, ...found.map(({ pin }) => pin)] };
    const changes = found.map(({ pin }) => ({
        pin: { ...pin, file: path, reaches: [] },
        from: '(none)',
        to: pin.current.tag ?? pin.current.digest ?? '',
        version: pin.current,
        ...addition,
    }));
    return { changes, lost };
}
function addAll(text, added) {
    const view = (0,edit_view/* fileView */.eT)(text);
    const parsed = (0,yaml_file/* parseYaml */.hN)(view);
    if (!parsed.ok)
        return undefined;
    const { documents } = parsed;
    const [document] = documents;
    const layout = (0,edit_layout/* layoutOf */.a)(documents, { isJson: document?.isJson === true, quote: (0,quote_style/* quoteStyleOf */.X)(text) });
    const addition = (0,additions/* addToDocument */._)({ view, documents, document, layout }, [], added);
    return addition && { edits: addition.edits.map((edit) => ({ view, edit })), expected: addition.expected };
}
function isEntry({ format, record }) {
    return format === 'kustomize' && record?.path[0] === 'images';
}
// The name of an entry is no pin, so it comes as a plain value of its own.
function isInEntry({ place, kind }) {
    return kind === 'value' && /^0:images\[\d+\]\./.test(place);
}
function hasEntry(pins, { names }) {
    return [...pins.values()].some((pin) => isEntry(pin) && pin.names.at(-1) === names.at(-1));
}
function entryNode(pin, text) {
    const parsed = (0,yaml_file/* parseYaml */.hN)((0,edit_view/* fileView */.eT)(text));
    const name = pin.entryName;
    if (!parsed.ok || name === undefined)
        return undefined;
    const newName = pin.sites.find(({ part }) => part === 'name')?.scalar.value;
    return (0,entry_style/* newEntry */.b)({ name, newName, version: pin.current, styles: (0,entry_style/* neighbourStyles */.E)(parsed.documents[0]) });
}
function valuesNode(pin) {
    const nodes = pin.sites.flatMap(({ scalar, place }) => {
        const [first, ...rest] = scalar.path;
        const isPlain = /^0:[^|]*$/.test(place) && scalar.path.every((step) => typeof step === 'string');
        if (!isPlain || first === undefined)
            return [];
        const type = scalar.kind === 'string' ? 'string' : 'natural';
        return [(0,new_node/* nestedMap */.UT)([String(first), ...rest.map(String)], { scalar: scalar.value, type, style: scalar.style })];
    });
    return nodes.length === pin.sites.length ? (0,new_node/* mergeMaps */.MT)(nodes) : undefined;
}

// EXTERNAL MODULE: ./src/plan/file-edits.ts + 1 modules
var file_edits = __webpack_require__(5399);
// EXTERNAL MODULE: ./src/plan/image-change.ts + 1 modules
var image_change = __webpack_require__(6822);
// EXTERNAL MODULE: ./src/plan/value-change.ts
var value_change = __webpack_require__(7871);
;// CONCATENATED MODULE: ./src/plan/carry-over.ts









/**
 * Brings what an open proposal holds onto the base as it is now. A file that the base did not change since is taken as it is
 * proposed; in others the proposed versions are written again, place by place: never a merge of text. A place that the base has
 * changed itself stays as the base has it.
 */
async function carryOver({ base, origin, proposal, paths }) {
    const [bases, origins, proposals] = await Promise.all([base, origin, proposal].map((tree) => tree.read(paths)));
    const modes = new Map((await base.list()).map(({ path, mode }) => [path, mode]));
    const files = [];
    const warnings = [];
    for (const path of paths) {
        const [now, before, after] = [bases, origins, proposals].map((contents) => textOf(contents?.get(path)));
        if (before === undefined || after === undefined)
            continue;
        if (now === undefined) {
            warnings.push(...diffPins(path, before, after).map((difference) => goneFrom(path, difference.after)));
            continue;
        }
        const result = carryFile({ path, mode: modes.get(path) ?? '100644', now, before, after });
        files.push(...result.files.filter((file) => file.before !== file.after));
        warnings.push(...result.warnings);
    }
    return { files, warnings };
}
function textOf(bytes) {
    const decoded = bytes && (0,edit_text/* decodeText */.g7)(bytes);
    return decoded?.ok ? decoded.text : undefined;
}
function carryFile({ path, mode, now, before, after }) {
    if (now === before) {
        return { files: [{ path, mode, content: new TextEncoder().encode(after), before: now, after }], warnings: [] };
    }
    const pins = { now: readPins(path, now), before: readPins(path, before), after: readPins(path, after) };
    const carried = diffPins(path, before, after).map((difference) => carryPin(difference, { path, now, pins }));
    const additions = carryAdditions({ path, now, pins });
    const changes = [...carried.flatMap((each) => ('change' in each ? [each.change] : [])), ...additions.changes];
    const lost = [
        ...carried.flatMap((each) => ('lost' in each ? [each.lost] : [])),
        ...additions.lost.map((pin) => goneFrom(path, pin)),
    ];
    const edits = (0,file_edits/* editFiles */.k)({ changes, texts: new Map([[path, now]]), modes: new Map([[path, mode]]) });
    return { files: edits.files, warnings: [...lost, ...edits.problems] };
}
function carryPin({ before, after }, { path, now, pins }) {
    const found = findSame(before, pins);
    if (!found)
        return { lost: goneFrom(path, after) };
    if (isSameVersion(found, after))
        return { kept: true };
    // Newest wins: what is certainly newer than what the base got meanwhile stays proposed.
    if (!isSameVersion(found, before) && !isNewer(found, after))
        return { lost: changedInBase(path, { found, after }) };
    const plan = planTo({ ...found, file: path, reaches: [] }, { wanted: after, text: now });
    if (plan.kind === 'refused')
        return { lost: plan.problem };
    return plan.kind === 'change' ? { change: plan.change } : { kept: true };
}
function isNewer(found, wanted) {
    return (0,order/* compareVersions */.Z)(found.current.tag ?? '', wanted.current.tag ?? '') === 'newer';
}
/** The pin of the base that is the one that a proposal changed: at the same place, or the only one of its name. */
function findSame(before, pins) {
    const isNamed = (pin) => pin.kind === before.kind && pin.names.some((name) => before.names.includes(name));
    const atPlace = pins.now.get(before.place);
    if (atPlace && isNamed(atPlace))
        return atPlace;
    const [only, ...others] = [...pins.now.values()].filter(isNamed);
    return others.length === 0 && [...pins.before.values()].filter(isNamed).length === 1 ? only : undefined;
}
/** Plans to give a place the very version that another state of its file has. */
function planTo(pin, { wanted, text }) {
    const quote = (0,quote_style/* quoteStyleOf */.X)(text);
    const { tag, digest } = wanted.current;
    if (pin.kind === 'value')
        return (0,value_change/* planValueChange */.f)(pin, { update: { text: tag ?? '' }, quote });
    const mode = digest === undefined ? 'drop' : pin.current.digest === undefined ? 'add' : 'keep';
    const rename = wanted.name === pin.name ? {} : { newName: wanted.writtenName };
    const update = { name: pin.name, written: pin.writtenName, ...rename, ...wanted.current };
    return (0,image_change/* planImageChange */.p$)(pin, { update, digest: mode, createMissing: true, quote });
}
function goneFrom(file, pin) {
    const message = `${pin.writtenName} was proposed here by the open pull request, and the base has no such place any more`;
    return { code: 'not-carried-over', file, line: pin.line, message };
}
function changedInBase(file, { found, after }) {
    const [has, proposed] = [(0,pin/* formatVersion */.q)(found.current), (0,pin/* formatVersion */.q)(after.current)];
    const message = `the open pull request proposed ${proposed} for ${found.writtenName}, and the base has changed it to ${has} since`;
    return { code: 'not-carried-over', file, line: found.line, message };
}

;// CONCATENATED MODULE: ./src/repo/overlay-tree.ts
/** A tree with some of its files replaced. */
class OverlayTree {
    #base;
    #changes;
    constructor(base, changes) {
        this.#base = base;
        this.#changes = new Map(changes.map((change) => [change.path, change]));
    }
    list() {
        return this.#base.list();
    }
    async read(paths) {
        const contents = new Map(await this.#base.read(paths.filter((path) => !this.#changes.has(path))));
        for (const path of paths) {
            const change = this.#changes.get(path);
            if (change)
                contents.set(path, change.content);
        }
        return contents;
    }
    async search(paths, needles) {
        const found = new Set(await this.#base.search(paths.filter((path) => !this.#changes.has(path)), needles));
        const wanted = needles.map((needle) => Buffer.from(needle));
        return paths.filter((path) => {
            const change = this.#changes.get(path);
            return change ? wanted.some((needle) => Buffer.from(change.content).includes(needle)) : found.has(path);
        });
    }
}

;// CONCATENATED MODULE: ./src/delivery/proposal-state.ts



async function planProposal(delivery, options) {
    const { target, plan } = delivery;
    const { base, group, proposal } = options;
    const tree = (0,delivery_target/* repoAt */.Qz)(target, base);
    const carried = proposal && (await carryOver({ base: tree, ...treesOf(delivery, proposal), paths: proposal.paths }));
    const held = carried?.files ?? [];
    const planned = await plan((0,delivery_target/* configIn */.k$)(target, new OverlayTree(tree, held)), group.includes);
    const files = new Map(held.map((file) => [file.path, file]));
    for (const file of (0,delivery_target/* inRepo */.uJ)(target, planned.files))
        files.set(file.path, { ...file, before: files.get(file.path)?.before ?? file.before });
    return {
        files: [...files.values()].filter((file) => file.before !== file.after),
        plan: planned,
        warnings: [...planned.warnings, ...(carried?.warnings ?? [])],
        isHeld: proposal !== undefined && planned.files.length === 0 && (await isUpToDate(delivery, proposal, base)),
    };
}
function treesOf({ target }, { origin, head }) {
    return { origin: (0,delivery_target/* repoAt */.Qz)(target, origin), proposal: (0,delivery_target/* repoAt */.Qz)(target, head) };
}
/** Whether the base has the files as they were when the branch was made: else it may not be mergeable as it is. */
async function isUpToDate({ target }, { origin, paths }, base) {
    if (origin === base)
        return true;
    const [before, now] = [await (0,delivery_target/* repoAt */.Qz)(target, origin).read(paths), await (0,delivery_target/* repoAt */.Qz)(target, base).read(paths)];
    return paths.every((path) => {
        const [one, other] = [before.get(path), now.get(path)];
        return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0;
    });
}

;// CONCATENATED MODULE: ./src/delivery/proposed.ts
/** Nothing was written, and nothing is wrong. */
const nothing = { isChanged: false, warnings: [], failures: [] };

// EXTERNAL MODULE: ./src/delivery/refusals.ts
var refusals = __webpack_require__(2535);
;// CONCATENATED MODULE: ./src/delivery/merging.ts



/** Does with an open pull request what `delivery` says: nothing, auto-merge, or merge now. */
async function mergeProposal(options) {
    const { delivery, forge, pull } = options;
    const how = delivery.inputs.delivery;
    if (how !== 'merge' && how !== 'auto-merge')
        return { merged: false, warnings: [] };
    const method = await chooseMethod(options);
    const merge = { method, expectedHead: options.commit, ...(await mergeText(options)) };
    if (how === 'auto-merge') {
        const answer = await forge.enableAutoMerge(pull, merge);
        if (answer.status === 'enabled')
            return { merged: false, warnings: [] };
        if (answer.status === 'refused')
            throw (0,errors/* failed */.gz)(answer.problem);
        if (answer.status === 'conflict')
            return again(pull, answer.text);
    }
    const answer = await forge.merge(pull, merge);
    if (answer.status === 'conflict')
        return again(pull, answer.text);
    if (answer.status === 'blocked')
        throw (0,errors/* failed */.gz)(answer.problem);
    return { merged: true, commit: answer.commit, warnings: await removeBranch(options) };
}
// By Git, so that a branch that somebody has pushed to meanwhile stays.
async function removeBranch({ delivery, branch, commit }) {
    const deleted = await (0,push/* deleteBranch */.S)(delivery.target.repo, { branch, expected: commit });
    if (deleted.status === 'pushed')
        return [];
    return [{ code: 'branch-left', message: `the merged branch ${branch} could not be deleted: ${deleted.text}` }];
}
function again(pull, text) {
    return { again: `pull request #${pull.number} could not be merged: ${text}` };
}
async function chooseMethod({ delivery, forge }) {
    const { mergeMethods } = await forge.readRepository();
    const wanted = delivery.inputs['merge-method'];
    const [first = 'merge'] = mergeMethods;
    if (wanted === undefined)
        return first;
    if (mergeMethods.length === 0 || mergeMethods.includes(wanted))
        return wanted;
    const message = `merge-method: the repo does not allow ${wanted}, only ${mergeMethods.join(', ')}`;
    throw (0,errors/* failed */.gz)({
        code: 'merge-method',
        message,
        hint: `Write "merge-method: ${first}", or change the repo's settings.`,
    });
}
/** The subject and the rest of the commit that is proposed: its trailers belong in whatever commit lands. */
async function mergeText({ delivery, commit }) {
    const { message } = await readCommit(delivery.target.repo, commit);
    const [title = '', ...rest] = message.trimEnd().split('\n');
    return { title, message: rest.join('\n').trim() };
}

;// CONCATENATED MODULE: ./src/delivery/settling.ts


/** Labels, reviewers and the merge. The pull request is there, whatever becomes of these. */
async function settle(options, settling) {
    const { delivery, forge, group } = options;
    const { pull, commit, operation } = settling;
    const proposed = describe(group, settling);
    try {
        const notes = operation === 'unchanged' ? [] : await decorate(options, pull);
        const warnings = [...proposed.warnings, ...notes];
        if (operation !== 'unchanged' && pull.headCommit !== commit) {
            return { again: `${group.branch} kept being moved by others`, reached: { ...proposed, warnings, isStuck: false } };
        }
        const merging = await mergeProposal({ delivery, forge, pull, branch: group.branch, commit });
        if ('again' in merging)
            return { again: merging.again, reached: { ...proposed, warnings, isStuck: true } };
        const { merged } = merging;
        const proposal = { ...proposed.proposal, commit: merging.commit ?? commit, merged };
        return { done: { ...proposed, proposal, warnings: [...warnings, ...merging.warnings] } };
    }
    catch (error) {
        if (!(error instanceof errors/* DrawbridgeError */.ei))
            throw error;
        return { done: { ...proposed, failures: [error] } };
    }
}
function describe(group, settling) {
    const { pull, commit, rows, warnings, reached } = settling;
    const { number, url } = pull;
    const operation = strongest(settling.operation, reached?.proposal?.pullRequest?.operation);
    const proposal = {
        environments: namesOf(rows.map(({ environment }) => environment), group.environments),
        applications: namesOf(rows.map(({ application }) => application), group.applications),
        branch: group.branch,
        commit,
        pullRequest: { number, url, operation },
        merged: false,
    };
    return { proposal, isChanged: operation !== 'unchanged', warnings, failures: [] };
}
function strongest(...operations) {
    return ['created', 'updated'].find((each) => operations.includes(each)) ?? 'unchanged';
}
function namesOf(names, others) {
    return [...new Set([...names.filter((name) => name !== null), ...others])].sort();
}
async function decorate({ delivery, forge }, pull) {
    const { labels, assignees, reviewers, 'team-reviewers': teamReviewers } = delivery.inputs;
    const problems = await forge.decorate(pull, { labels, assignees, reviewers, teamReviewers });
    return pull.author === 'github-actions[bot]' ? [...problems, noChecks(pull)] : problems;
}
/** https://docs.github.com/actions/security-for-github-actions/security-guides/automatic-token-authentication */
function noChecks({ number }) {
    return {
        code: 'checks-may-not-run',
        message: `pull request #${number} was opened with the workflow's own GITHUB_TOKEN: GitHub starts no workflows for it, or holds them for approval`,
        hint: 'For checks that run by themselves give "token" one of a GitHub App (actions/create-github-app-token).',
    };
}

;// CONCATENATED MODULE: ./src/delivery/propose.ts











/**
 * One try: reads branch and pull request afresh, and carries the plan out on them.
 * @param reached what a try before came to
 */
async function propose(options, reached) {
    const { delivery, forge, group, base } = options;
    const { target } = delivery;
    const { branch } = group;
    const standing = await readStanding({ target, forge, branch, base });
    const { pull, proposal } = standing;
    const state = await planProposal(delivery, { base, group, proposal });
    const warnings = [...(reached?.warnings ?? []), ...standing.warnings, ...state.warnings];
    if (state.files.length === 0)
        return { done: { ...onBase(reached), warnings } };
    const rows = rowsOf(delivery, state);
    const isDryRun = delivery.inputs['dry-run'];
    // What can't be merged as it is may be mergeable on the base's head.
    const isStuck = reached?.isStuck === true && proposal?.origin !== base;
    if (pull && proposal && state.isHeld && !isStuck) {
        if (isDryRun)
            return { done: { ...nothing, warnings } };
        // Who moved the branch on from our commit wrote the text, too, and ours may have come after it.
        const isTextStale = reached !== undefined && reached.proposal?.commit !== proposal.head;
        const now = isTextStale ? await writePullRequest(options, { pull, rows }) : pull;
        return settle(options, { pull: now, commit: proposal.head, rows, warnings, operation: 'unchanged', reached });
    }
    if (isDryRun)
        return { done: { ...nothing, isChanged: true, warnings } };
    const message = (0,commit_message/* formatCommitMessage */.E)((0,delivery_proposal_facts/* proposalFacts */.m)(delivery, rows));
    const commit = await writeBranch(options, { head: standing.head, state, message });
    if (commit === undefined)
        return { again: `${branch} kept being moved by others` };
    const written = await writePullRequest(options, { pull, rows });
    if (!written.isOpen)
        return { again: `pull request #${written.number} was closed meanwhile` };
    return settle(options, {
        pull: written,
        commit,
        rows,
        warnings,
        operation: written.isNew ? 'created' : 'updated',
        reached,
    });
}
/** The base has all of it: somebody else merged it meanwhile. */
function onBase(reached) {
    return reached?.proposal ? { ...reached, proposal: { ...reached.proposal, merged: true } } : nothing;
}
/** Pushes the branch with one commit on the base; `undefined`: somebody else has moved it meanwhile. */
async function writeBranch({ delivery, group, base }, { head, state, message }) {
    const { repo } = delivery.target;
    const date = delivery.host.date();
    const commit = await (0,commit_writer/* writeCommit */.r)(repo, { parent: base, changes: state.files, message, date });
    const pushed = await (0,push/* push */.V)(repo, [{ branch: group.branch, commit, expected: head, force: head !== null }]);
    if (pushed.status === 'pushed')
        return commit;
    if (pushed.status === 'conflict')
        return undefined;
    throw (0,refusals/* refusedPush */.J)(pushed, group.branch);
}
/** Opens it, or gives it its new text. */
async function writePullRequest({ delivery, forge, group }, { pull, rows }) {
    const { target, inputs } = delivery;
    const facts = (0,delivery_proposal_facts/* proposalFacts */.m)(delivery, rows);
    const text = { title: formatPullRequestTitle(facts), body: formatPullRequestBody(facts) };
    if (pull)
        return forge.updatePullRequest(pull, text);
    const opened = await forge.openPullRequest({
        branch: group.branch,
        base: target.base,
        isDraft: inputs.draft,
        ...text,
    });
    // Another run came first.
    return opened.isNew ? opened : forge.updatePullRequest(opened, text);
}

;// CONCATENATED MODULE: ./src/delivery/pull-requests.ts







/** `--delivery pull-request` and on: one branch and one pull request for each group, opened or moved in place. */
async function deliverPullRequests(delivery, forge) {
    const { target, inputs, server } = delivery;
    const base = target.freshBase ?? (await (0,commits/* readBase */.wZ)(target));
    const tree = (0,delivery_target/* treeAt */.Ss)(target, base);
    const plan = await delivery.plan(tree);
    const isBaseEnough = inputs['dry-run'] && server.token === undefined;
    if (plan.files.length === 0 || isBaseEnough)
        return { plan, tree, proposals: [], warnings: [], failures: [] };
    const outcomes = [];
    for (const group of (0,groups/* groupByBranch */.z)(plan.changes, inputs)) {
        const outcome = await deliverGroup({ delivery, forge, group, base });
        outcomes.push({ group, ...outcome });
        if (outcome.failures.some(({ code }) => endsRun.has(code)))
            break;
    }
    const changed = outcomes.filter(({ isChanged }) => isChanged);
    const changes = plan.changes.filter(({ pin }) => changed.some(({ group }) => group.includes(pin)));
    const files = plan.files.filter(({ path }) => changes.some(({ pin }) => pin.file === path));
    return {
        plan: { ...plan, changes, files },
        tree,
        proposals: outcomes.flatMap(({ proposal }) => proposal ?? []),
        warnings: outcomes.flatMap(({ warnings }) => warnings),
        failures: outcomes.flatMap(({ failures }) => failures),
    };
}
/** What the next proposal would run into as well, after it had pushed its branch. */
const endsRun = new Set([
    'archived-repository',
    'authentication',
    'bad-token',
    'deadline',
    'github-unavailable',
    'missing-permission',
    'no-such-repository',
    'pull-requests-not-allowed',
    'rate-limited',
]);
/** Other groups may have been delivered already, so what goes wrong with this one is data. */
async function deliverGroup(options) {
    let reached;
    const attempt = async (tryNumber) => {
        const base = tryNumber === 1 ? options.base : await (0,commits/* readBase */.wZ)(options.delivery.target);
        const result = await propose({ ...options, base }, reached);
        if ('again' in result)
            reached = result.reached ?? reached;
        return result;
    };
    try {
        return await (0,retry/* retryUntil */.v)((0,commits/* retryOptions */.tO)(options.delivery), attempt);
    }
    catch (error) {
        const failures = [(0,errors/* asDrawbridgeError */.C)(error)];
        return { ...nothing, ...reached, failures };
    }
}


/***/ })

};
