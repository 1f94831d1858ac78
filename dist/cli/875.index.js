export const id = 875;
export const ids = [875];
export const modules = {

/***/ 4875:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   formatHelp: () => (/* binding */ formatHelp)
/* harmony export */ });
/* harmony import */ var _command_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1689);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8422);


/** The text of `drawbridge help`: the commands, and every flag with its help and default. */
function formatHelp() {
    const flags = Object.entries(_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputSpecs */ .Tx)
        .filter(([, spec]) => (0,_command_line_js__WEBPACK_IMPORTED_MODULE_0__/* .isFlag */ .R)(spec))
        .map(([name, spec]) => formatFlag(name, spec));
    return `${[usage, ...flags, notes].join('\n')}\n`;
}
const usage = `drawbridge COMMAND [flags]

Writes new versions into a GitOps config repo, byte for byte, and delivers them.

Commands
  update    write versions: drawbridge update --image ghcr.io/acme/web:1.4.0 --environment dev
  demo      play the whole thing on a small config repo in a temporary folder
  help      this text
  version   the version of drawbridge

Flags of update (a list is a repeated flag)`;
const notes = `
The token for GitHub is read from DRAWBRIDGE_TOKEN or GITHUB_TOKEN, never from a flag.
Exit codes: 0 done or nothing to do, 1 failed, 2 bad input, 3 refused by a guard.`;
function formatFlag(name, spec) {
    const value = spec.type === 'boolean' ? '' : ` ${spec.choices ? spec.choices.join('|') : valueName(spec)}`;
    const given = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .defaultOf */ .HA)(spec, 'cli');
    const help = `${spec.help.replaceAll('`', '')}${given === undefined ? '' : ` [${given}]`}`;
    return `  --${name}${value}\n${wrap(help, 90)
        .map((line) => `      ${line}`)
        .join('\n')}`;
}
function valueName(spec) {
    return spec.type === 'seconds' ? 'SECONDS' : 'TEXT';
}
function wrap(text, width) {
    const lines = [];
    for (const word of text.split(' ')) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + word.length < width)
            lines[lines.length - 1] = `${last} ${word}`;
        else
            lines.push(word);
    }
    return lines;
}


/***/ })

};
