export const id = 870;
export const ids = [870];
export const modules = {

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
