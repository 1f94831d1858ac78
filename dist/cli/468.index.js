export const id = 468;
export const ids = [468];
export const modules = {

/***/ 3468:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderChange: () => (/* binding */ renderChange)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var kustomize_ts_wrapper__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(615);
/* harmony import */ var _environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8086);
/* harmony import */ var _pins_reach_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9979);






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
    const kustomize = await (0,kustomize_ts_wrapper__WEBPACK_IMPORTED_MODULE_3__/* .findKustomize */ .Ht)({ env });
    if (!kustomize.ok || files.length === 0)
        return [];
    const paths = (await tree.list()).filter(isPlainFile).map(({ path }) => path);
    const folders = await findTopFolders(tree, paths, files);
    if (folders.length === 0)
        return [];
    if (paths.length > maxFiles)
        return [{ title: 'Rendered', note: `The repo has more than ${maxFiles} files, so nothing was rendered.` }];
    const [before, after] = [
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'drawbridge-before-')),
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'drawbridge-after-')),
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
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
    }
}
// Links would lead out of the folder that is rendered, and so would names that no Git client makes.
function isPlainFile({ path, mode }) {
    return (mode === '100644' || mode === '100755') && !path.split('/').includes('..');
}
// The kustomizations that a change reaches and that no other one builds on: what Argo CD and Flux are pointed at.
async function findTopFolders(tree, paths, files) {
    const graph = await (0,_pins_reach_js__WEBPACK_IMPORTED_MODULE_5__/* .readKustomizeGraph */ .I$)({ tree, paths });
    const own = files
        .filter(({ path }) => (0,_environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .isKustomizationFile */ .y)(path))
        .map(({ path }) => (path.includes('/') ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path) : ''));
    const reached = new Set([...own, ...files.flatMap(({ path }) => graph.reach(path))]);
    return [...reached].filter((folder) => graph.reach(folder).every((user) => user === folder)).sort();
}
function writeAll(folder, contents) {
    for (const [path, content] of contents) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, path)), { recursive: true });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, path), content);
    }
}
async function renderFolders({ kustomize, before, after, folders }) {
    const { createTwoFilesPatch } = await Promise.all(/* import() */[__webpack_require__.e(291), __webpack_require__.e(515)]).then(__webpack_require__.bind(__webpack_require__, 8515));
    const renders = [];
    const limits = { kustomize, timeoutMs, signal: AbortSignal.timeout(totalMs) };
    for (const folder of folders.slice(0, maxFolders)) {
        const title = folder || '.';
        const [old, next] = [await (0,kustomize_ts_wrapper__WEBPACK_IMPORTED_MODULE_3__/* .build */ .jq)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(before, folder), limits), await (0,kustomize_ts_wrapper__WEBPACK_IMPORTED_MODULE_3__/* .build */ .jq)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(after, folder), limits)];
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
