import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 4006:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const pico = __nccwpck_require__(8016);
const utils = __nccwpck_require__(4059);

function picomatch(glob, options, returnState = false) {
  // default to os.platform()
  if (options && (options.windows === null || options.windows === undefined)) {
    // don't mutate the original options object
    options = { ...options, windows: utils.isWindows() };
  }

  return pico(glob, options, returnState);
}

Object.assign(picomatch, pico);
module.exports = picomatch;


/***/ }),

/***/ 5595:
/***/ ((module) => {



const WIN_SLASH = '\\\\/';
const WIN_NO_SLASH = `[^${WIN_SLASH}]`;

const DEFAULT_MAX_EXTGLOB_RECURSION = 0;

/**
 * Posix glob regex
 */

const DOT_LITERAL = '\\.';
const PLUS_LITERAL = '\\+';
const QMARK_LITERAL = '\\?';
const SLASH_LITERAL = '\\/';
const ONE_CHAR = '(?=.)';
const QMARK = '[^/]';
const END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
const START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
const DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
const NO_DOT = `(?!${DOT_LITERAL})`;
const NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
const NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
const NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
const QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
const STAR = `${QMARK}*?`;
const SEP = '/';

const POSIX_CHARS = {
  DOT_LITERAL,
  PLUS_LITERAL,
  QMARK_LITERAL,
  SLASH_LITERAL,
  ONE_CHAR,
  QMARK,
  END_ANCHOR,
  DOTS_SLASH,
  NO_DOT,
  NO_DOTS,
  NO_DOT_SLASH,
  NO_DOTS_SLASH,
  QMARK_NO_DOT,
  STAR,
  START_ANCHOR,
  SEP
};

/**
 * Windows glob regex
 */

const WINDOWS_CHARS = {
  ...POSIX_CHARS,

  SLASH_LITERAL: `[${WIN_SLASH}]`,
  QMARK: WIN_NO_SLASH,
  STAR: `${WIN_NO_SLASH}*?`,
  DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
  NO_DOT: `(?!${DOT_LITERAL})`,
  NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
  NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
  QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
  START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
  END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
  SEP: '\\'
};

/**
 * POSIX Bracket Regex
 */

const POSIX_REGEX_SOURCE = {
  __proto__: null,
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  ascii: '\\x00-\\x7F',
  blank: ' \\t',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '\\x21-\\x7E',
  lower: 'a-z',
  print: '\\x20-\\x7E ',
  punct: '\\-!"#$%&\'()\\*+,./:;<=>?@[\\]^_`{|}~',
  space: ' \\t\\r\\n\\v\\f',
  upper: 'A-Z',
  word: 'A-Za-z0-9_',
  xdigit: 'A-Fa-f0-9'
};

module.exports = {
  DEFAULT_MAX_EXTGLOB_RECURSION,
  MAX_LENGTH: 1024 * 64,
  POSIX_REGEX_SOURCE,

  // regular expressions
  REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
  REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
  REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
  REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
  REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
  REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,

  // Replace globs with equivalent patterns to reduce parsing time.
  REPLACEMENTS: {
    __proto__: null,
    '***': '*',
    '**/**': '**',
    '**/**/**': '**'
  },

  // Digits
  CHAR_0: 48, /* 0 */
  CHAR_9: 57, /* 9 */

  // Alphabet chars.
  CHAR_UPPERCASE_A: 65, /* A */
  CHAR_LOWERCASE_A: 97, /* a */
  CHAR_UPPERCASE_Z: 90, /* Z */
  CHAR_LOWERCASE_Z: 122, /* z */

  CHAR_LEFT_PARENTHESES: 40, /* ( */
  CHAR_RIGHT_PARENTHESES: 41, /* ) */

  CHAR_ASTERISK: 42, /* * */

  // Non-alphabetic chars.
  CHAR_AMPERSAND: 38, /* & */
  CHAR_AT: 64, /* @ */
  CHAR_BACKWARD_SLASH: 92, /* \ */
  CHAR_CARRIAGE_RETURN: 13, /* \r */
  CHAR_CIRCUMFLEX_ACCENT: 94, /* ^ */
  CHAR_COLON: 58, /* : */
  CHAR_COMMA: 44, /* , */
  CHAR_DOT: 46, /* . */
  CHAR_DOUBLE_QUOTE: 34, /* " */
  CHAR_EQUAL: 61, /* = */
  CHAR_EXCLAMATION_MARK: 33, /* ! */
  CHAR_FORM_FEED: 12, /* \f */
  CHAR_FORWARD_SLASH: 47, /* / */
  CHAR_GRAVE_ACCENT: 96, /* ` */
  CHAR_HASH: 35, /* # */
  CHAR_HYPHEN_MINUS: 45, /* - */
  CHAR_LEFT_ANGLE_BRACKET: 60, /* < */
  CHAR_LEFT_CURLY_BRACE: 123, /* { */
  CHAR_LEFT_SQUARE_BRACKET: 91, /* [ */
  CHAR_LINE_FEED: 10, /* \n */
  CHAR_NO_BREAK_SPACE: 160, /* \u00A0 */
  CHAR_PERCENT: 37, /* % */
  CHAR_PLUS: 43, /* + */
  CHAR_QUESTION_MARK: 63, /* ? */
  CHAR_RIGHT_ANGLE_BRACKET: 62, /* > */
  CHAR_RIGHT_CURLY_BRACE: 125, /* } */
  CHAR_RIGHT_SQUARE_BRACKET: 93, /* ] */
  CHAR_SEMICOLON: 59, /* ; */
  CHAR_SINGLE_QUOTE: 39, /* ' */
  CHAR_SPACE: 32, /*   */
  CHAR_TAB: 9, /* \t */
  CHAR_UNDERSCORE: 95, /* _ */
  CHAR_VERTICAL_LINE: 124, /* | */
  CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279, /* \uFEFF */

  /**
   * Create EXTGLOB_CHARS
   */

  extglobChars(chars) {
    return {
      '!': { type: 'negate', open: '(?:(?!(?:', close: `))${chars.STAR})` },
      '?': { type: 'qmark', open: '(?:', close: ')?' },
      '+': { type: 'plus', open: '(?:', close: ')+' },
      '*': { type: 'star', open: '(?:', close: ')*' },
      '@': { type: 'at', open: '(?:', close: ')' }
    };
  },

  /**
   * Create GLOB_CHARS
   */

  globChars(win32) {
    return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
  }
};


/***/ }),

/***/ 8265:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const constants = __nccwpck_require__(5595);
const utils = __nccwpck_require__(4059);

/**
 * Constants
 */

const {
  MAX_LENGTH,
  POSIX_REGEX_SOURCE,
  REGEX_NON_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_BACKREF,
  REPLACEMENTS
} = constants;

/**
 * Helpers
 */

const expandRange = (args, options) => {
  if (typeof options.expandRange === 'function') {
    return options.expandRange(...args, options);
  }

  args.sort();
  const value = `[${args.join('-')}]`;

  try {
    /* eslint-disable-next-line no-new */
    new RegExp(value);
  } catch (ex) {
    return args.map(v => utils.escapeRegex(v)).join('..');
  }

  return value;
};

/**
 * Create the message for a syntax error
 */

const syntaxError = (type, char) => {
  return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
};

const splitTopLevel = input => {
  const parts = [];
  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let value = '';
  let escaped = false;

  for (const ch of input) {
    if (escaped === true) {
      value += ch;
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      value += ch;
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      value += ch;
      continue;
    }

    if (quote === 0) {
      if (ch === '[') {
        bracket++;
      } else if (ch === ']' && bracket > 0) {
        bracket--;
      } else if (bracket === 0) {
        if (ch === '(') {
          paren++;
        } else if (ch === ')' && paren > 0) {
          paren--;
        } else if (ch === '|' && paren === 0) {
          parts.push(value);
          value = '';
          continue;
        }
      }
    }

    value += ch;
  }

  parts.push(value);
  return parts;
};

const isPlainBranch = branch => {
  let escaped = false;

  for (const ch of branch) {
    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (/[?*+@!()[\]{}]/.test(ch)) {
      return false;
    }
  }

  return true;
};

const normalizeSimpleBranch = branch => {
  let value = branch.trim();
  let changed = true;

  while (changed === true) {
    changed = false;

    if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
      value = value.slice(2, -1);
      changed = true;
    }
  }

  if (!isPlainBranch(value)) {
    return;
  }

  return value.replace(/\\(.)/g, '$1');
};

const hasRepeatedCharPrefixOverlap = branches => {
  const values = branches.map(normalizeSimpleBranch).filter(Boolean);

  for (let i = 0; i < values.length; i++) {
    for (let j = i + 1; j < values.length; j++) {
      const a = values[i];
      const b = values[j];
      const char = a[0];

      if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
        continue;
      }

      if (a === b || a.startsWith(b) || b.startsWith(a)) {
        return true;
      }
    }
  }

  return false;
};

const parseRepeatedExtglob = (pattern, requireEnd = true) => {
  if ((pattern[0] !== '+' && pattern[0] !== '*') || pattern[1] !== '(') {
    return;
  }

  let bracket = 0;
  let paren = 0;
  let quote = 0;
  let escaped = false;

  for (let i = 1; i < pattern.length; i++) {
    const ch = pattern[i];

    if (escaped === true) {
      escaped = false;
      continue;
    }

    if (ch === '\\') {
      escaped = true;
      continue;
    }

    if (ch === '"') {
      quote = quote === 1 ? 0 : 1;
      continue;
    }

    if (quote === 1) {
      continue;
    }

    if (ch === '[') {
      bracket++;
      continue;
    }

    if (ch === ']' && bracket > 0) {
      bracket--;
      continue;
    }

    if (bracket > 0) {
      continue;
    }

    if (ch === '(') {
      paren++;
      continue;
    }

    if (ch === ')') {
      paren--;

      if (paren === 0) {
        if (requireEnd === true && i !== pattern.length - 1) {
          return;
        }

        return {
          type: pattern[0],
          body: pattern.slice(2, i),
          end: i
        };
      }
    }
  }
};

const buildCharClassStar = chars => {
  const source = chars.length === 1
    ? utils.escapeRegex(chars[0])
    : `[${chars.map(ch => utils.escapeRegex(ch)).join('')}]`;

  return `${source}*`;
};

const getStarExtglobSequenceChars = pattern => {
  let index = 0;
  const chars = [];

  while (index < pattern.length) {
    const match = parseRepeatedExtglob(pattern.slice(index), false);

    if (!match || match.type !== '*') {
      return;
    }

    const branches = splitTopLevel(match.body).map(branch => branch.trim());
    if (branches.length !== 1) {
      return;
    }

    const branch = normalizeSimpleBranch(branches[0]);
    if (!branch || branch.length !== 1) {
      return;
    }

    chars.push(branch);
    index += match.end + 1;
  }

  if (chars.length < 1) {
    return;
  }

  return chars;
};

const repeatedExtglobRecursion = pattern => {
  let depth = 0;
  let value = pattern.trim();
  let match = parseRepeatedExtglob(value);

  while (match) {
    depth++;
    value = match.body.trim();
    match = parseRepeatedExtglob(value);
  }

  return depth;
};

const analyzeRepeatedExtglob = (body, options) => {
  if (options.maxExtglobRecursion === false) {
    return { risky: false };
  }

  const max =
    typeof options.maxExtglobRecursion === 'number'
      ? options.maxExtglobRecursion
      : constants.DEFAULT_MAX_EXTGLOB_RECURSION;

  const branches = splitTopLevel(body).map(branch => branch.trim());

  if (branches.length > 1) {
    if (
      branches.some(branch => branch === '') ||
      branches.some(branch => /^[*?]+$/.test(branch)) ||
      hasRepeatedCharPrefixOverlap(branches)
    ) {
      return { risky: true };
    }
  }

  // A repeated extglob is "risky" (prone to catastrophic backtracking) when a
  // branch is itself a `*(...)` sequence, since that nests an unbounded quantifier
  // inside the outer `+(...)`/`*(...)`. When *every* branch reduces to single
  // characters we can emit one flat, ReDoS-safe character class that preserves the
  // meaning of ALL branches (e.g. `+(*(a)|*(b))` -> `[ab]*`), rather than dropping
  // every branch but the first.
  const safeChars = [];
  let sawStarSequence = false;
  let combinable = true;

  for (const branch of branches) {
    const chars = getStarExtglobSequenceChars(branch);
    if (chars) {
      sawStarSequence = true;
      safeChars.push(...chars);
      continue;
    }

    const literal = normalizeSimpleBranch(branch);
    if (literal && literal.length === 1) {
      safeChars.push(literal);
      continue;
    }

    combinable = false;

    if (repeatedExtglobRecursion(branch) > max) {
      return { risky: true };
    }
  }

  if (sawStarSequence) {
    return combinable
      ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) }
      : { risky: true };
  }

  return { risky: false };
};

/**
 * Parse the given input string.
 * @param {String} input
 * @param {Object} options
 * @return {Object}
 */

const parse = (input, options) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected a string');
  }

  input = REPLACEMENTS[input] || input;

  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;

  let len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  const bos = { type: 'bos', value: '', output: opts.prepend || '' };
  const tokens = [bos];

  const capture = opts.capture ? '' : '?:';

  // create constants based on platform, for windows or posix
  const PLATFORM_CHARS = constants.globChars(opts.windows);
  const EXTGLOB_CHARS = constants.extglobChars(PLATFORM_CHARS);

  const {
    DOT_LITERAL,
    PLUS_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOT_SLASH,
    NO_DOTS_SLASH,
    QMARK,
    QMARK_NO_DOT,
    STAR,
    START_ANCHOR
  } = PLATFORM_CHARS;

  const globstar = opts => {
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const nodot = opts.dot ? '' : NO_DOT;
  const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
  let star = opts.bash === true ? globstar(opts) : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  // minimatch options support
  if (typeof opts.noext === 'boolean') {
    opts.noextglob = opts.noext;
  }

  const state = {
    input,
    index: -1,
    start: 0,
    dot: opts.dot === true,
    consumed: '',
    output: '',
    prefix: '',
    backtrack: false,
    negated: false,
    brackets: 0,
    braces: 0,
    parens: 0,
    quotes: 0,
    globstar: false,
    tokens
  };

  input = utils.removePrefix(input, state);
  len = input.length;

  const extglobs = [];
  const braces = [];
  const stack = [];
  let prev = bos;
  let value;

  /**
   * Tokenizing helpers
   */

  const eos = () => state.index === len - 1;
  const peek = state.peek = (n = 1) => input[state.index + n];
  const advance = state.advance = () => input[++state.index] || '';
  const remaining = () => input.slice(state.index + 1);
  const consume = (value = '', num = 0) => {
    state.consumed += value;
    state.index += num;
  };

  const append = token => {
    state.output += token.output != null ? token.output : token.value;
    consume(token.value);
  };

  const negate = () => {
    let count = 1;

    while (peek() === '!' && (peek(2) !== '(' || peek(3) === '?')) {
      advance();
      state.start++;
      count++;
    }

    if (count % 2 === 0) {
      return false;
    }

    state.negated = true;
    state.start++;
    return true;
  };

  const increment = type => {
    state[type]++;
    stack.push(type);
  };

  const decrement = type => {
    state[type]--;
    stack.pop();
  };

  /**
   * Push tokens onto the tokens array. This helper speeds up
   * tokenizing by 1) helping us avoid backtracking as much as possible,
   * and 2) helping us avoid creating extra tokens when consecutive
   * characters are plain text. This improves performance and simplifies
   * lookbehinds.
   */

  const push = tok => {
    if (prev.type === 'globstar') {
      const isBrace = state.braces > 0 && (tok.type === 'comma' || tok.type === 'brace');
      const isExtglob = tok.extglob === true || (extglobs.length && (tok.type === 'pipe' || tok.type === 'paren'));

      if (tok.type !== 'slash' && tok.type !== 'paren' && !isBrace && !isExtglob) {
        state.output = state.output.slice(0, -prev.output.length);
        prev.type = 'star';
        prev.value = '*';
        prev.output = star;
        state.output += prev.output;
      }
    }

    if (extglobs.length && tok.type !== 'paren') {
      extglobs[extglobs.length - 1].inner += tok.value;
    }

    if (tok.value || tok.output) append(tok);
    if (prev && prev.type === 'text' && tok.type === 'text') {
      prev.output = (prev.output || prev.value) + tok.value;
      prev.value += tok.value;
      return;
    }

    tok.prev = prev;
    tokens.push(tok);
    prev = tok;
  };

  const extglobOpen = (type, value) => {
    const token = { ...EXTGLOB_CHARS[value], conditions: 1, inner: '' };

    token.prev = prev;
    token.parens = state.parens;
    token.output = state.output;
    token.startIndex = state.index;
    token.tokensIndex = tokens.length;
    const output = (opts.capture ? '(' : '') + token.open;

    increment('parens');
    push({ type, value, output: state.output ? '' : ONE_CHAR });
    push({ type: 'paren', extglob: true, value: advance(), output });
    extglobs.push(token);
  };

  const extglobClose = token => {
    const literal = input.slice(token.startIndex, state.index + 1);
    const body = input.slice(token.startIndex + 2, state.index);
    const analysis = analyzeRepeatedExtglob(body, opts);

    if ((token.type === 'plus' || token.type === 'star') && analysis.risky) {
      const safeOutput = analysis.safeOutput
        ? (token.output ? '' : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput)
        : undefined;
      const open = tokens[token.tokensIndex];

      open.type = 'text';
      open.value = literal;
      open.output = safeOutput || utils.escapeRegex(literal);

      for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
        tokens[i].value = '';
        tokens[i].output = '';
        delete tokens[i].suffix;
      }

      state.output = token.output + open.output;
      state.backtrack = true;

      push({ type: 'paren', extglob: true, value, output: '' });
      decrement('parens');
      return;
    }

    let output = token.close + (opts.capture ? ')' : '');
    let rest;

    if (token.type === 'negate') {
      let extglobStar = star;

      if (token.inner && token.inner.length > 1 && token.inner.includes('/')) {
        extglobStar = globstar(opts);
      }

      if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
        output = token.close = `)$))${extglobStar}`;
      }

      if (token.inner.includes('*') && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
        // Any non-magical string (`.ts`) or even nested expression (`.{ts,tsx}`) can follow after the closing parenthesis.
        // In this case, we need to parse the string and use it in the output of the original pattern.
        // Suitable patterns: `/!(*.d).ts`, `/!(*.d).{ts,tsx}`, `**/!(*-dbg).@(js)`.
        //
        // Disabling the `fastpaths` option due to a problem with parsing strings as `.ts` in the pattern like `**/!(*.d).ts`.
        const expression = parse(rest, { ...options, fastpaths: false }).output;

        output = token.close = `)${expression})${extglobStar})`;
      }

      if (token.prev.type === 'bos') {
        state.negatedExtglob = true;
      }
    }

    push({ type: 'paren', extglob: true, value, output });
    decrement('parens');
  };

  /**
   * Fast paths
   */

  if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
    let backslashes = false;

    let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
      if (first === '\\') {
        backslashes = true;
        return m;
      }

      if (first === '?') {
        if (esc) {
          return esc + first + (rest ? QMARK.repeat(rest.length) : '');
        }
        if (index === 0) {
          return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : '');
        }
        return QMARK.repeat(chars.length);
      }

      if (first === '.') {
        return DOT_LITERAL.repeat(chars.length);
      }

      if (first === '*') {
        if (esc) {
          return esc + first + (rest ? star : '');
        }
        return star;
      }
      return esc ? m : `\\${m}`;
    });

    if (backslashes === true) {
      if (opts.unescape === true) {
        output = output.replace(/\\/g, '');
      } else {
        output = output.replace(/\\+/g, m => {
          return m.length % 2 === 0 ? '\\\\' : (m ? '\\' : '');
        });
      }
    }

    if (output === input && opts.contains === true) {
      state.output = input;
      return state;
    }

    state.output = utils.wrapOutput(output, state, options);
    return state;
  }

  /**
   * Tokenize input until we reach end-of-string
   */

  while (!eos()) {
    value = advance();

    if (value === '\u0000') {
      continue;
    }

    /**
     * Escaped characters
     */

    if (value === '\\') {
      const next = peek();

      if (next === '/' && opts.bash !== true) {
        continue;
      }

      if (next === '.' || next === ';') {
        continue;
      }

      if (!next) {
        value += '\\';
        push({ type: 'text', value });
        continue;
      }

      // collapse slashes to reduce potential for exploits
      const match = /^\\+/.exec(remaining());
      let slashes = 0;

      if (match && match[0].length > 2) {
        slashes = match[0].length;
        state.index += slashes;
        if (slashes % 2 !== 0) {
          value += '\\';
        }
      }

      if (opts.unescape === true) {
        value = advance();
      } else {
        value += advance();
      }

      if (state.brackets === 0) {
        push({ type: 'text', value });
        continue;
      }
    }

    /**
     * If we're inside a regex character class, continue
     * until we reach the closing bracket.
     */

    if (state.brackets > 0 && (value !== ']' || prev.value === '[' || prev.value === '[^')) {
      if (opts.posix !== false && value === ':') {
        const inner = prev.value.slice(1);
        if (inner.includes('[')) {
          prev.posix = true;

          if (inner.includes(':')) {
            const idx = prev.value.lastIndexOf('[');
            const pre = prev.value.slice(0, idx);
            const rest = prev.value.slice(idx + 2);
            const posix = POSIX_REGEX_SOURCE[rest];
            if (posix) {
              prev.value = pre + posix;
              state.backtrack = true;
              advance();

              if (!bos.output && tokens.indexOf(prev) === 1) {
                bos.output = ONE_CHAR;
              }
              continue;
            }
          }
        }
      }

      if ((value === '[' && peek() !== ':') || (value === '-' && peek() === ']')) {
        value = `\\${value}`;
      }

      if (value === ']' && (prev.value === '[' || prev.value === '[^')) {
        value = `\\${value}`;
      }

      if (opts.posix === true && value === '!' && prev.value === '[') {
        value = '^';
      }

      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * If we're inside a quoted string, continue
     * until we reach the closing double quote.
     */

    if (state.quotes === 1 && value !== '"') {
      value = utils.escapeRegex(value);
      prev.value += value;
      append({ value });
      continue;
    }

    /**
     * Double quotes
     */

    if (value === '"') {
      state.quotes = state.quotes === 1 ? 0 : 1;
      if (opts.keepQuotes === true) {
        push({ type: 'text', value });
      }
      continue;
    }

    /**
     * Parentheses
     */

    if (value === '(') {
      increment('parens');
      push({ type: 'paren', value });
      continue;
    }

    if (value === ')') {
      if (state.parens === 0 && opts.strictBrackets === true) {
        throw new SyntaxError(syntaxError('opening', '('));
      }

      const extglob = extglobs[extglobs.length - 1];
      if (extglob && state.parens === extglob.parens + 1) {
        extglobClose(extglobs.pop());
        continue;
      }

      push({ type: 'paren', value, output: state.parens ? ')' : '\\)' });
      decrement('parens');
      continue;
    }

    /**
     * Square brackets
     */

    if (value === '[') {
      if (opts.nobracket === true || !remaining().includes(']')) {
        if (opts.nobracket !== true && opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('closing', ']'));
        }

        value = `\\${value}`;
      } else {
        increment('brackets');
      }

      push({ type: 'bracket', value });
      continue;
    }

    if (value === ']') {
      if (opts.nobracket === true || (prev && prev.type === 'bracket' && prev.value.length === 1)) {
        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      if (state.brackets === 0) {
        if (opts.strictBrackets === true) {
          throw new SyntaxError(syntaxError('opening', '['));
        }

        push({ type: 'text', value, output: `\\${value}` });
        continue;
      }

      decrement('brackets');

      const prevValue = prev.value.slice(1);
      if (prev.posix !== true && prevValue[0] === '^' && !prevValue.includes('/')) {
        value = `/${value}`;
      }

      prev.value += value;
      append({ value });

      // when literal brackets are explicitly disabled
      // assume we should match with a regex character class
      if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
        continue;
      }

      const escaped = utils.escapeRegex(prev.value);
      state.output = state.output.slice(0, -prev.value.length);

      // when literal brackets are explicitly enabled
      // assume we should escape the brackets to match literal characters
      if (opts.literalBrackets === true) {
        state.output += escaped;
        prev.value = escaped;
        continue;
      }

      // when the user specifies nothing, try to match both
      prev.value = `(${capture}${escaped}|${prev.value})`;
      state.output += prev.value;
      continue;
    }

    /**
     * Braces
     */

    if (value === '{' && opts.nobrace !== true) {
      increment('braces');

      const open = {
        type: 'brace',
        value,
        output: '(',
        outputIndex: state.output.length,
        tokensIndex: state.tokens.length
      };

      braces.push(open);
      push(open);
      continue;
    }

    if (value === '}') {
      const brace = braces[braces.length - 1];

      if (opts.nobrace === true || !brace) {
        push({ type: 'text', value, output: value });
        continue;
      }

      let output = ')';

      if (brace.dots === true) {
        const arr = tokens.slice();
        const range = [];

        for (let i = arr.length - 1; i >= 0; i--) {
          tokens.pop();
          if (arr[i].type === 'brace') {
            break;
          }
          if (arr[i].type !== 'dots') {
            range.unshift(arr[i].value);
          }
        }

        output = expandRange(range, opts);
        state.backtrack = true;
      }

      if (brace.comma !== true && brace.dots !== true) {
        const out = state.output.slice(0, brace.outputIndex);
        const toks = state.tokens.slice(brace.tokensIndex);
        brace.value = brace.output = '\\{';
        value = output = '\\}';
        state.output = out;
        for (const t of toks) {
          state.output += (t.output || t.value);
        }
      }

      push({ type: 'brace', value, output });
      decrement('braces');
      braces.pop();
      continue;
    }

    /**
     * Pipes
     */

    if (value === '|') {
      if (extglobs.length > 0) {
        extglobs[extglobs.length - 1].conditions++;
      }
      push({ type: 'text', value });
      continue;
    }

    /**
     * Commas
     */

    if (value === ',') {
      let output = value;

      const brace = braces[braces.length - 1];
      if (brace && stack[stack.length - 1] === 'braces') {
        brace.comma = true;
        output = '|';
      }

      push({ type: 'comma', value, output });
      continue;
    }

    /**
     * Slashes
     */

    if (value === '/') {
      // if the beginning of the glob is "./", advance the start
      // to the current index, and don't add the "./" characters
      // to the state. This greatly simplifies lookbehinds when
      // checking for BOS characters like "!" and "." (not "./")
      if (prev.type === 'dot' && state.index === state.start + 1) {
        state.start = state.index + 1;
        state.consumed = '';
        state.output = '';
        tokens.pop();
        prev = bos; // reset "prev" to the first token
        continue;
      }

      push({ type: 'slash', value, output: SLASH_LITERAL });
      continue;
    }

    /**
     * Dots
     */

    if (value === '.') {
      if (state.braces > 0 && prev.type === 'dot') {
        if (prev.value === '.') prev.output = DOT_LITERAL;
        const brace = braces[braces.length - 1];
        prev.type = 'dots';
        prev.output += value;
        prev.value += value;
        brace.dots = true;
        continue;
      }

      if ((state.braces + state.parens) === 0 && prev.type !== 'bos' && prev.type !== 'slash') {
        push({ type: 'text', value, output: DOT_LITERAL });
        continue;
      }

      push({ type: 'dot', value, output: DOT_LITERAL });
      continue;
    }

    /**
     * Question marks
     */

    if (value === '?') {
      const isGroup = prev && prev.value === '(';
      if (!isGroup && opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('qmark', value);
        continue;
      }

      if (prev && prev.type === 'paren') {
        const next = peek();
        let output = value;

        if ((prev.value === '(' && !/[!=<:]/.test(next)) || (next === '<' && !/<([!=]|\w+>)/.test(remaining()))) {
          output = `\\${value}`;
        }

        push({ type: 'text', value, output });
        continue;
      }

      if (opts.dot !== true && (prev.type === 'slash' || prev.type === 'bos')) {
        push({ type: 'qmark', value, output: QMARK_NO_DOT });
        continue;
      }

      push({ type: 'qmark', value, output: QMARK });
      continue;
    }

    /**
     * Exclamation
     */

    if (value === '!') {
      if (opts.noextglob !== true && peek() === '(') {
        if (peek(2) !== '?' || !/[!=<:]/.test(peek(3))) {
          extglobOpen('negate', value);
          continue;
        }
      }

      if (opts.nonegate !== true && state.index === 0) {
        negate();
        continue;
      }
    }

    /**
     * Plus
     */

    if (value === '+') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        extglobOpen('plus', value);
        continue;
      }

      if ((prev && prev.value === '(') || opts.regex === false) {
        push({ type: 'plus', value, output: PLUS_LITERAL });
        continue;
      }

      if ((prev && (prev.type === 'bracket' || prev.type === 'paren' || prev.type === 'brace')) || state.parens > 0) {
        push({ type: 'plus', value });
        continue;
      }

      push({ type: 'plus', value: PLUS_LITERAL });
      continue;
    }

    /**
     * Plain text
     */

    if (value === '@') {
      if (opts.noextglob !== true && peek() === '(' && peek(2) !== '?') {
        push({ type: 'at', extglob: true, value, output: '' });
        continue;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Plain text
     */

    if (value !== '*') {
      if (value === '$' || value === '^') {
        value = `\\${value}`;
      }

      const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
      if (match) {
        value += match[0];
        state.index += match[0].length;
      }

      push({ type: 'text', value });
      continue;
    }

    /**
     * Stars
     */

    if (prev && (prev.type === 'globstar' || prev.star === true)) {
      prev.type = 'star';
      prev.star = true;
      prev.value += value;
      prev.output = star;
      state.backtrack = true;
      state.globstar = true;
      consume(value);
      continue;
    }

    let rest = remaining();
    if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
      extglobOpen('star', value);
      continue;
    }

    if (prev.type === 'star') {
      if (opts.noglobstar === true) {
        consume(value);
        continue;
      }

      const prior = prev.prev;
      const before = prior.prev;
      const isStart = prior.type === 'slash' || prior.type === 'bos';
      const afterStar = before && (before.type === 'star' || before.type === 'globstar');

      if (opts.bash === true && (!isStart || (rest[0] && rest[0] !== '/'))) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      const isBrace = state.braces > 0 && (prior.type === 'comma' || prior.type === 'brace');
      const isExtglob = extglobs.length && (prior.type === 'pipe' || prior.type === 'paren');
      if (!isStart && prior.type !== 'paren' && !isBrace && !isExtglob) {
        push({ type: 'star', value, output: '' });
        continue;
      }

      // strip consecutive `/**/`
      while (rest.slice(0, 3) === '/**') {
        const after = input[state.index + 4];
        if (after && after !== '/') {
          break;
        }
        rest = rest.slice(3);
        consume('/**', 3);
      }

      // A globstar followed only by balanced closing parens is at the logical end of patterns like
      // `test(/utils/**)` and `test?(/utils/**)`. Treat it as EOS so the trailing `/**` can match its
      // parent path, except in negated extglobs where that would change the exclusion semantics.
      const isEnd = eos() || (
        state.parens > 0
        && rest === ')'.repeat(state.parens)
        && !extglobs.some(extglob => extglob.type === 'negate')
      );

      if (prior.type === 'bos' && eos()) {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = globstar(opts);
        state.output = prev.output;
        state.globstar = true;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && !afterStar && isEnd) {
        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = globstar(opts) + (opts.strictSlashes ? ')' : '|$)');
        prev.value += value;
        state.globstar = true;
        state.output += prior.output + prev.output;
        consume(value);
        continue;
      }

      if (prior.type === 'slash' && prior.prev.type !== 'bos' && rest[0] === '/') {
        const end = rest[1] !== void 0 ? '|$' : '';

        state.output = state.output.slice(0, -(prior.output + prev.output).length);
        prior.output = `(?:${prior.output}`;

        prev.type = 'globstar';
        prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
        prev.value += value;

        state.output += prior.output + prev.output;
        state.globstar = true;

        consume(value + advance());

        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      if (prior.type === 'bos' && rest[0] === '/') {
        prev.type = 'globstar';
        prev.value += value;
        prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
        state.output = prev.output;
        state.globstar = true;
        consume(value + advance());
        push({ type: 'slash', value: '/', output: '' });
        continue;
      }

      // remove single star from output
      state.output = state.output.slice(0, -prev.output.length);

      // reset previous token to globstar
      prev.type = 'globstar';
      prev.output = globstar(opts);
      prev.value += value;

      // reset output with globstar
      state.output += prev.output;
      state.globstar = true;
      consume(value);
      continue;
    }

    const token = { type: 'star', value, output: star };

    if (opts.bash === true) {
      token.output = '.*?';
      if (prev.type === 'bos' || prev.type === 'slash') {
        token.output = nodot + token.output;
      }
      push(token);
      continue;
    }

    if (prev && (prev.type === 'bracket' || prev.type === 'paren') && opts.regex === true) {
      token.output = value;
      push(token);
      continue;
    }

    if (state.index === state.start || prev.type === 'slash' || prev.type === 'dot') {
      if (prev.type === 'dot') {
        state.output += NO_DOT_SLASH;
        prev.output += NO_DOT_SLASH;

      } else if (opts.dot === true) {
        state.output += NO_DOTS_SLASH;
        prev.output += NO_DOTS_SLASH;

      } else {
        state.output += nodot;
        prev.output += nodot;
      }

      if (peek() !== '*') {
        state.output += ONE_CHAR;
        prev.output += ONE_CHAR;
      }
    }

    push(token);
  }

  while (state.brackets > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ']'));
    state.output = utils.escapeLast(state.output, '[');
    decrement('brackets');
  }

  while (state.parens > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', ')'));
    state.output = utils.escapeLast(state.output, '(');
    decrement('parens');
  }

  while (state.braces > 0) {
    if (opts.strictBrackets === true) throw new SyntaxError(syntaxError('closing', '}'));
    state.output = utils.escapeLast(state.output, '{');
    decrement('braces');
  }

  if (opts.strictSlashes !== true && (prev.type === 'star' || prev.type === 'bracket')) {
    push({ type: 'maybe_slash', value: '', output: `${SLASH_LITERAL}?` });
  }

  // rebuild the output if we had to backtrack at any point
  if (state.backtrack === true) {
    state.output = '';

    for (const token of state.tokens) {
      state.output += token.output != null ? token.output : token.value;

      if (token.suffix) {
        state.output += token.suffix;
      }
    }
  }

  return state;
};

/**
 * Fast paths for creating regular expressions for common glob patterns.
 * This can significantly speed up processing and has very little downside
 * impact when none of the fast paths match.
 */

parse.fastpaths = (input, options) => {
  const opts = { ...options };
  const max = typeof opts.maxLength === 'number' ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
  const len = input.length;
  if (len > max) {
    throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
  }

  input = REPLACEMENTS[input] || input;

  // create constants based on platform, for windows or posix
  const {
    DOT_LITERAL,
    SLASH_LITERAL,
    ONE_CHAR,
    DOTS_SLASH,
    NO_DOT,
    NO_DOTS,
    NO_DOTS_SLASH,
    STAR,
    START_ANCHOR
  } = constants.globChars(opts.windows);

  const nodot = opts.dot ? NO_DOTS : NO_DOT;
  const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
  const capture = opts.capture ? '' : '?:';
  const state = { negated: false, prefix: '' };
  let star = opts.bash === true ? '.*?' : STAR;

  if (opts.capture) {
    star = `(${star})`;
  }

  const globstar = opts => {
    if (opts.noglobstar === true) return star;
    return `(${capture}(?:(?!${START_ANCHOR}${opts.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
  };

  const create = str => {
    switch (str) {
      case '*':
        return `${nodot}${ONE_CHAR}${star}`;

      case '.*':
        return `${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*.*':
        return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '*/*':
        return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;

      case '**':
        return nodot + globstar(opts);

      case '**/*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;

      case '**/*.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;

      case '**/.*':
        return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;

      default: {
        const match = /^(.*?)\.(\w+)$/.exec(str);
        if (!match) return;

        const source = create(match[1]);
        if (!source) return;

        return source + DOT_LITERAL + match[2];
      }
    }
  };

  const output = utils.removePrefix(input, state);
  let source = create(output);

  if (source && opts.strictSlashes !== true) {
    source += `${SLASH_LITERAL}?`;
  }

  return source;
};

module.exports = parse;


/***/ }),

/***/ 8016:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const scan = __nccwpck_require__(1781);
const parse = __nccwpck_require__(8265);
const utils = __nccwpck_require__(4059);
const constants = __nccwpck_require__(5595);
const isObject = val => val && typeof val === 'object' && !Array.isArray(val);

/**
 * Creates a matcher function from one or more glob patterns. The
 * returned function takes a string to match as its first argument,
 * and returns true if the string is a match. The returned matcher
 * function also takes a boolean as the second argument that, when true,
 * returns an object with additional information.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch(glob[, options]);
 *
 * const isMatch = picomatch('*.!(*a)');
 * console.log(isMatch('a.a')); //=> false
 * console.log(isMatch('a.b')); //=> true
 *
 * // For environments without `node.js`, `picomatch/posix` provides you a dependency-free matcher, without automatic OS detection.
 * const picomatch = require('picomatch/posix');
 * // the same API, defaulting to posix paths
 * const isMatch = picomatch('a/*');
 * console.log(isMatch('a\\b')); //=> false
 * console.log(isMatch('a/b')); //=> true
 *
 * // you can still configure the matcher function to accept windows paths
 * const isMatch = picomatch('a/*', { options: windows });
 * console.log(isMatch('a\\b')); //=> true
 * console.log(isMatch('a/b')); //=> true
 * ```
 * @name picomatch
 * @param {String|Array} `globs` One or more glob patterns.
 * @param {Object=} `options`
 * @return {Function=} Returns a matcher function.
 * @api public
 */

const picomatch = (glob, options, returnState = false) => {
  if (Array.isArray(glob)) {
    const fns = glob.map(input => picomatch(input, options, returnState));
    const arrayMatcher = str => {
      for (const isMatch of fns) {
        const state = isMatch(str);
        if (state) return state;
      }
      return false;
    };
    return arrayMatcher;
  }

  const isState = isObject(glob) && glob.tokens && glob.input;

  if (glob === '' || (typeof glob !== 'string' && !isState)) {
    throw new TypeError('Expected pattern to be a non-empty string');
  }

  const opts = options || {};
  const posix = opts.windows;
  const regex = isState
    ? picomatch.compileRe(glob, options)
    : picomatch.makeRe(glob, options, false, true);

  const state = regex.state;
  delete regex.state;

  let isIgnored = () => false;
  if (opts.ignore) {
    const ignoreOpts = { ...options, ignore: null, onMatch: null, onResult: null };
    isIgnored = picomatch(opts.ignore, ignoreOpts, returnState);
  }

  const matcher = (input, returnObject = false) => {
    const { isMatch, match, output } = picomatch.test(input, regex, options, { glob, posix });
    const result = { glob, state, regex, posix, input, output, match, isMatch };

    if (typeof opts.onResult === 'function') {
      opts.onResult(result);
    }

    if (isMatch === false) {
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (isIgnored(input)) {
      if (typeof opts.onIgnore === 'function') {
        opts.onIgnore(result);
      }
      result.isMatch = false;
      return returnObject ? result : false;
    }

    if (typeof opts.onMatch === 'function') {
      opts.onMatch(result);
    }
    return returnObject ? result : true;
  };

  if (returnState) {
    matcher.state = state;
  }

  return matcher;
};

/**
 * Test `input` with the given `regex`. This is used by the main
 * `picomatch()` function to test the input string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.test(input, regex[, options]);
 *
 * console.log(picomatch.test('foo/bar', /^(?:([^/]*?)\/([^/]*?))$/));
 * // { isMatch: true, match: [ 'foo/', 'foo', 'bar' ], output: 'foo/bar' }
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp} `regex`
 * @return {Object} Returns an object with matching info.
 * @api public
 */

picomatch.test = (input, regex, options, { glob, posix } = {}) => {
  if (typeof input !== 'string') {
    throw new TypeError('Expected input to be a string');
  }

  if (input === '') {
    return { isMatch: false, output: '' };
  }

  const opts = options || {};
  const format = opts.format || (posix ? utils.toPosixSlashes : null);
  let match = input === glob;
  let output = (match && format) ? format(input) : input;

  if (match === false) {
    output = format ? format(input) : input;
    match = output === glob;
  }

  if (match === false || opts.capture === true) {
    if (opts.matchBase === true || opts.basename === true) {
      match = picomatch.matchBase(input, regex, options, posix);
    } else {
      match = regex.exec(output);
    }
  }

  return { isMatch: Boolean(match), match, output };
};

/**
 * Match the basename of a filepath.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.matchBase(input, glob[, options]);
 * console.log(picomatch.matchBase('foo/bar.js', '*.js'); // true
 * ```
 * @param {String} `input` String to test.
 * @param {RegExp|String} `glob` Glob pattern or regex created by [.makeRe](#makeRe).
 * @return {Boolean}
 * @api public
 */

picomatch.matchBase = (input, glob, options, posix = options && options.windows) => {
  const regex = glob instanceof RegExp ? glob : picomatch.makeRe(glob, options);
  return regex.test(utils.basename(input, { windows: posix }));
};

/**
 * Returns true if **any** of the given glob `patterns` match the specified `string`.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.isMatch(string, patterns[, options]);
 *
 * console.log(picomatch.isMatch('a.a', ['b.*', '*.a'])); //=> true
 * console.log(picomatch.isMatch('a.a', 'b.*')); //=> false
 * ```
 * @param {String|Array} str The string to test.
 * @param {String|Array} patterns One or more glob patterns to use for matching.
 * @param {Object} [options] See available [options](#options).
 * @return {Boolean} Returns true if any patterns match `str`
 * @api public
 */

picomatch.isMatch = (str, patterns, options) => picomatch(patterns, options)(str);

/**
 * Parse a glob pattern to create the source string for a regular
 * expression.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const result = picomatch.parse(pattern[, options]);
 * ```
 * @param {String} `pattern`
 * @param {Object} `options`
 * @return {Object} Returns an object with useful properties and output to be used as a regex source string.
 * @api public
 */

picomatch.parse = (pattern, options) => {
  if (Array.isArray(pattern)) return pattern.map(p => picomatch.parse(p, options));
  return parse(pattern, { ...options, fastpaths: false });
};

/**
 * Scan a glob pattern to separate the pattern into segments.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.scan(input[, options]);
 *
 * const result = picomatch.scan('!./foo/*.js');
 * console.log(result);
 * { prefix: '!./',
 *   input: '!./foo/*.js',
 *   start: 3,
 *   base: 'foo',
 *   glob: '*.js',
 *   isBrace: false,
 *   isBracket: false,
 *   isGlob: true,
 *   isExtglob: false,
 *   isGlobstar: false,
 *   negated: true }
 * ```
 * @param {String} `input` Glob pattern to scan.
 * @param {Object} `options`
 * @return {Object} Returns an object with
 * @api public
 */

picomatch.scan = (input, options) => scan(input, options);

/**
 * Compile a regular expression from the `state` object returned by the
 * [parse()](#parse) method.
 *
 * ```js
 * const picomatch = require('picomatch');
 * const state = picomatch.parse('*.js');
 * // picomatch.compileRe(state[, options]);
 *
 * console.log(picomatch.compileRe(state));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {Object} `state`
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Intended for implementors, this argument allows you to return the raw output from the parser.
 * @param {Boolean} `returnState` Adds the state to a `state` property on the returned regex. Useful for implementors and debugging.
 * @return {RegExp}
 * @api public
 */

picomatch.compileRe = (state, options, returnOutput = false, returnState = false) => {
  if (returnOutput === true) {
    return state.output;
  }

  const opts = options || {};
  const prepend = opts.contains ? '' : '^';
  const append = opts.contains ? '' : '$';

  let source = `${prepend}(?:${state.output})${append}`;
  if (state && state.negated === true) {
    source = `^(?!${source}).*$`;
  }

  const regex = picomatch.toRegex(source, options);
  if (returnState === true) {
    regex.state = state;
  }

  return regex;
};

/**
 * Create a regular expression from a parsed glob pattern.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.makeRe(state[, options]);
 *
 * const result = picomatch.makeRe('*.js');
 * console.log(result);
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `state` The object returned from the `.parse` method.
 * @param {Object} `options`
 * @param {Boolean} `returnOutput` Implementors may use this argument to return the compiled output, instead of a regular expression. This is not exposed on the options to prevent end-users from mutating the result.
 * @param {Boolean} `returnState` Implementors may use this argument to return the state from the parsed glob with the returned regular expression.
 * @return {RegExp} Returns a regex created from the given pattern.
 * @api public
 */

picomatch.makeRe = (input, options = {}, returnOutput = false, returnState = false) => {
  if (!input || typeof input !== 'string') {
    throw new TypeError('Expected a non-empty string');
  }

  let parsed = { negated: false, fastpaths: true };

  if (options.fastpaths !== false && (input[0] === '.' || input[0] === '*')) {
    parsed.output = parse.fastpaths(input, options);
  }

  if (!parsed.output) {
    parsed = parse(input, options);
  }

  return picomatch.compileRe(parsed, options, returnOutput, returnState);
};

/**
 * Create a regular expression from the given regex source string.
 *
 * ```js
 * const picomatch = require('picomatch');
 * // picomatch.toRegex(source[, options]);
 *
 * const { output } = picomatch.parse('*.js');
 * console.log(picomatch.toRegex(output));
 * //=> /^(?:(?!\.)(?=.)[^/]*?\.js)$/
 * ```
 * @param {String} `source` Regular expression source string.
 * @param {Object} `options`
 * @return {RegExp}
 * @api public
 */

picomatch.toRegex = (source, options) => {
  try {
    const opts = options || {};
    return new RegExp(source, opts.flags || (opts.nocase ? 'i' : ''));
  } catch (err) {
    if (options && options.debug === true) throw err;
    return /$^/;
  }
};

/**
 * Picomatch constants.
 * @return {Object}
 */

picomatch.constants = constants;

/**
 * Expose "picomatch"
 */

module.exports = picomatch;


/***/ }),

/***/ 1781:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const utils = __nccwpck_require__(4059);
const {
  CHAR_ASTERISK,             /* * */
  CHAR_AT,                   /* @ */
  CHAR_BACKWARD_SLASH,       /* \ */
  CHAR_COMMA,                /* , */
  CHAR_DOT,                  /* . */
  CHAR_EXCLAMATION_MARK,     /* ! */
  CHAR_FORWARD_SLASH,        /* / */
  CHAR_LEFT_CURLY_BRACE,     /* { */
  CHAR_LEFT_PARENTHESES,     /* ( */
  CHAR_LEFT_SQUARE_BRACKET,  /* [ */
  CHAR_PLUS,                 /* + */
  CHAR_QUESTION_MARK,        /* ? */
  CHAR_RIGHT_CURLY_BRACE,    /* } */
  CHAR_RIGHT_PARENTHESES,    /* ) */
  CHAR_RIGHT_SQUARE_BRACKET  /* ] */
} = __nccwpck_require__(5595);

const isPathSeparator = code => {
  return code === CHAR_FORWARD_SLASH || code === CHAR_BACKWARD_SLASH;
};

const depth = token => {
  if (token.isPrefix !== true) {
    token.depth = token.isGlobstar ? Infinity : 1;
  }
};

/**
 * Quickly scans a glob pattern and returns an object with a handful of
 * useful properties, like `isGlob`, `path` (the leading non-glob, if it exists),
 * `glob` (the actual pattern), `negated` (true if the path starts with `!` but not
 * with `!(`) and `negatedExtglob` (true if the path starts with `!(`).
 *
 * ```js
 * const pm = require('picomatch');
 * console.log(pm.scan('foo/bar/*.js'));
 * { isGlob: true, input: 'foo/bar/*.js', base: 'foo/bar', glob: '*.js' }
 * ```
 * @param {String} `str`
 * @param {Object} `options`
 * @return {Object} Returns an object with tokens and regex source string.
 * @api public
 */

const scan = (input, options) => {
  const opts = options || {};

  const length = input.length - 1;
  const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
  const slashes = [];
  const tokens = [];
  const parts = [];

  let str = input;
  let index = -1;
  let start = 0;
  let lastIndex = 0;
  let isBrace = false;
  let isBracket = false;
  let isGlob = false;
  let isExtglob = false;
  let isGlobstar = false;
  let braceEscaped = false;
  let backslashes = false;
  let negated = false;
  let negatedExtglob = false;
  let finished = false;
  let braces = 0;
  let prev;
  let code;
  let token = { value: '', depth: 0, isGlob: false };

  const eos = () => index >= length;
  const peek = () => str.charCodeAt(index + 1);
  const advance = () => {
    prev = code;
    return str.charCodeAt(++index);
  };

  while (index < length) {
    code = advance();
    let next;

    if (code === CHAR_BACKWARD_SLASH) {
      backslashes = token.backslashes = true;
      code = advance();

      if (code === CHAR_LEFT_CURLY_BRACE) {
        braceEscaped = true;
      }
      continue;
    }

    if (braceEscaped === true || code === CHAR_LEFT_CURLY_BRACE) {
      braces++;

      while (eos() !== true && (code = advance())) {
        if (code === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (code === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          continue;
        }

        if (braceEscaped !== true && code === CHAR_DOT && (code = advance()) === CHAR_DOT) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (braceEscaped !== true && code === CHAR_COMMA) {
          isBrace = token.isBrace = true;
          isGlob = token.isGlob = true;
          finished = true;

          if (scanToEnd === true) {
            continue;
          }

          break;
        }

        if (code === CHAR_RIGHT_CURLY_BRACE) {
          braces--;

          if (braces === 0) {
            braceEscaped = false;
            isBrace = token.isBrace = true;
            finished = true;
            break;
          }
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (code === CHAR_FORWARD_SLASH) {
      slashes.push(index);
      tokens.push(token);
      token = { value: '', depth: 0, isGlob: false };

      if (finished === true) continue;
      if (prev === CHAR_DOT && index === (start + 1)) {
        start += 2;
        continue;
      }

      lastIndex = index + 1;
      continue;
    }

    if (opts.noext !== true) {
      const isExtglobChar = code === CHAR_PLUS
        || code === CHAR_AT
        || code === CHAR_ASTERISK
        || code === CHAR_QUESTION_MARK
        || code === CHAR_EXCLAMATION_MARK;

      if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
        isGlob = token.isGlob = true;
        isExtglob = token.isExtglob = true;
        finished = true;
        if (code === CHAR_EXCLAMATION_MARK && index === start) {
          negatedExtglob = true;
        }

        if (scanToEnd === true) {
          let parens = 0;

          while (eos() !== true && (code = advance())) {
            if (code === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }

            if (code === CHAR_LEFT_PARENTHESES) {
              parens++;
              continue;
            }

            if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
              finished = true;
              break;
            }
          }
          continue;
        }
        break;
      }
    }

    if (code === CHAR_ASTERISK) {
      if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_QUESTION_MARK) {
      isGlob = token.isGlob = true;
      finished = true;

      if (scanToEnd === true) {
        continue;
      }
      break;
    }

    if (code === CHAR_LEFT_SQUARE_BRACKET) {
      while (eos() !== true && (next = advance())) {
        if (next === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          advance();
          continue;
        }

        if (next === CHAR_RIGHT_SQUARE_BRACKET) {
          isBracket = token.isBracket = true;
          isGlob = token.isGlob = true;
          finished = true;
          break;
        }
      }

      if (scanToEnd === true) {
        continue;
      }

      break;
    }

    if (opts.nonegate !== true && code === CHAR_EXCLAMATION_MARK && index === start) {
      negated = token.negated = true;
      start++;
      continue;
    }

    if (opts.noparen !== true && code === CHAR_LEFT_PARENTHESES) {
      isGlob = token.isGlob = true;

      if (scanToEnd === true) {
        let parens = 1;

        while (eos() !== true && (code = advance())) {
          if (code === CHAR_BACKWARD_SLASH) {
            backslashes = token.backslashes = true;
            advance();
            continue;
          }

          if (code === CHAR_LEFT_PARENTHESES) {
            parens++;
            continue;
          }

          if (code === CHAR_RIGHT_PARENTHESES && --parens === 0) {
            finished = true;
            break;
          }
        }
        continue;
      }
      break;
    }

    if (isGlob === true) {
      finished = true;

      if (scanToEnd === true) {
        continue;
      }

      break;
    }
  }

  if (opts.noext === true) {
    isExtglob = false;
    isGlob = false;
  }

  let base = str;
  let prefix = '';
  let glob = '';

  if (start > 0) {
    prefix = str.slice(0, start);
    str = str.slice(start);
    lastIndex -= start;
  }

  if (base && isGlob === true && lastIndex > 0) {
    base = str.slice(0, lastIndex);
    glob = str.slice(lastIndex);
  } else if (isGlob === true) {
    base = '';
    glob = str;
  } else {
    base = str;
  }

  if (base && base !== '' && base !== '/' && base !== str) {
    if (isPathSeparator(base.charCodeAt(base.length - 1))) {
      base = base.slice(0, -1);
    }
  }

  if (opts.unescape === true) {
    if (glob) glob = utils.removeBackslashes(glob);

    if (base && backslashes === true) {
      base = utils.removeBackslashes(base);
    }
  }

  const state = {
    prefix,
    input,
    start,
    base,
    glob,
    isBrace,
    isBracket,
    isGlob,
    isExtglob,
    isGlobstar,
    negated,
    negatedExtglob
  };

  if (opts.tokens === true) {
    state.maxDepth = 0;
    if (!isPathSeparator(code)) {
      tokens.push(token);
    }
    state.tokens = tokens;
  }

  if (opts.parts === true || opts.tokens === true) {
    let prevIndex;

    for (let idx = 0; idx < slashes.length; idx++) {
      const n = prevIndex !== undefined ? prevIndex + 1 : start;
      const i = slashes[idx];
      const value = input.slice(n, i);
      if (opts.tokens) {
        if (idx === 0 && start !== 0) {
          tokens[idx].isPrefix = true;
          tokens[idx].value = prefix;
        } else {
          tokens[idx].value = value;
        }
        depth(tokens[idx]);
        state.maxDepth += tokens[idx].depth;
      }
      if (i >= start) {
        parts.push(value);
        prevIndex = i;
      }
    }

    const n = prevIndex !== undefined ? prevIndex + 1 : start;
    const value = input.slice(n);
    parts.push(value);

    if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
      tokens[tokens.length - 1].value = value;
      depth(tokens[tokens.length - 1]);
      state.maxDepth += tokens[tokens.length - 1].depth;
    }

    state.slashes = slashes;
    state.parts = parts;
  }

  return state;
};

module.exports = scan;


/***/ }),

/***/ 4059:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

/*global navigator*/


const {
  REGEX_BACKSLASH,
  REGEX_REMOVE_BACKSLASH,
  REGEX_SPECIAL_CHARS,
  REGEX_SPECIAL_CHARS_GLOBAL
} = __nccwpck_require__(5595);

exports.isObject = val => val !== null && typeof val === 'object' && !Array.isArray(val);
exports.hasRegexChars = str => REGEX_SPECIAL_CHARS.test(str);
exports.isRegexChar = str => str.length === 1 && exports.hasRegexChars(str);
exports.escapeRegex = str => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, '\\$1');
exports.toPosixSlashes = str => str.replace(REGEX_BACKSLASH, '/');

exports.isWindows = () => {
  if (typeof navigator !== 'undefined' && navigator.platform) {
    const platform = navigator.platform.toLowerCase();
    return platform === 'win32' || platform === 'windows';
  }

  if (typeof process !== 'undefined' && process.platform) {
    return process.platform === 'win32';
  }

  return false;
};

exports.removeBackslashes = str => {
  return str.replace(REGEX_REMOVE_BACKSLASH, match => {
    return match === '\\' ? '' : match;
  });
};

exports.escapeLast = (input, char, lastIdx) => {
  const idx = input.lastIndexOf(char, lastIdx);
  if (idx === -1) return input;
  if (input[idx - 1] === '\\') return exports.escapeLast(input, char, idx - 1);
  return `${input.slice(0, idx)}\\${input.slice(idx)}`;
};

exports.removePrefix = (input, state = {}) => {
  let output = input;
  if (output.startsWith('./')) {
    output = output.slice(2);
    state.prefix = './';
  }
  return output;
};

exports.wrapOutput = (input, state = {}, options = {}) => {
  const prepend = options.contains ? '' : '^';
  const append = options.contains ? '' : '$';

  let output = `${prepend}(?:${input})${append}`;
  if (state.negated === true) {
    output = `(?:^(?!${output}).*$)`;
  }
  return output;
};

exports.basename = (path, { windows } = {}) => {
  const segs = path.split(windows ? /[\\/]/ : '/');
  const last = segs[segs.length - 1];

  if (last === '') {
    return segs[segs.length - 2];
  }

  return last;
};


/***/ }),

/***/ 7163:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const debug = __nccwpck_require__(1159)
const { MAX_LENGTH, MAX_SAFE_INTEGER } = __nccwpck_require__(5101)
const { safeRe: re, t } = __nccwpck_require__(5471)

const parseOptions = __nccwpck_require__(356)
const { compareIdentifiers } = __nccwpck_require__(3348)

const isPrereleaseIdentifier = (prerelease, identifier) => {
  const identifiers = identifier.split('.')
  if (identifiers.length > prerelease.length) {
    return false
  }

  for (let i = 0; i < identifiers.length; i++) {
    if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
      return false
    }
  }

  return true
}

class SemVer {
  constructor (version, options) {
    options = parseOptions(options)

    if (version instanceof SemVer) {
      if (version.loose === !!options.loose &&
        version.includePrerelease === !!options.includePrerelease) {
        return version
      } else {
        version = version.version
      }
    } else if (typeof version !== 'string') {
      throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`)
    }

    if (version.length > MAX_LENGTH) {
      throw new TypeError(
        `version is longer than ${MAX_LENGTH} characters`
      )
    }

    debug('SemVer', version, options)
    this.options = options
    this.loose = !!options.loose
    // this isn't actually relevant for versions, but keep it so that we
    // don't run into trouble passing this.options around.
    this.includePrerelease = !!options.includePrerelease

    const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL])

    if (!m) {
      throw new TypeError(`Invalid Version: ${version}`)
    }

    this.raw = version

    // these are actually numbers
    this.major = +m[1]
    this.minor = +m[2]
    this.patch = +m[3]

    if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
      throw new TypeError('Invalid major version')
    }

    if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
      throw new TypeError('Invalid minor version')
    }

    if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
      throw new TypeError('Invalid patch version')
    }

    // numberify any prerelease numeric ids
    if (!m[4]) {
      this.prerelease = []
    } else {
      this.prerelease = m[4].split('.').map((id) => {
        if (/^[0-9]+$/.test(id)) {
          const num = +id
          if (num >= 0 && num < MAX_SAFE_INTEGER) {
            return num
          }
        }
        return id
      })
    }

    this.build = m[5] ? m[5].split('.') : []
    this.format()
  }

  format () {
    this.version = `${this.major}.${this.minor}.${this.patch}`
    if (this.prerelease.length) {
      this.version += `-${this.prerelease.join('.')}`
    }
    return this.version
  }

  toString () {
    return this.version
  }

  compare (other) {
    debug('SemVer.compare', this.version, this.options, other)
    if (!(other instanceof SemVer)) {
      if (typeof other === 'string' && other === this.version) {
        return 0
      }
      other = new SemVer(other, this.options)
    }

    if (other.version === this.version) {
      return 0
    }

    return this.compareMain(other) || this.comparePre(other)
  }

  compareMain (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    if (this.major < other.major) {
      return -1
    }
    if (this.major > other.major) {
      return 1
    }
    if (this.minor < other.minor) {
      return -1
    }
    if (this.minor > other.minor) {
      return 1
    }
    if (this.patch < other.patch) {
      return -1
    }
    if (this.patch > other.patch) {
      return 1
    }
    return 0
  }

  comparePre (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    // NOT having a prerelease is > having one
    if (this.prerelease.length && !other.prerelease.length) {
      return -1
    } else if (!this.prerelease.length && other.prerelease.length) {
      return 1
    } else if (!this.prerelease.length && !other.prerelease.length) {
      return 0
    }

    let i = 0
    do {
      const a = this.prerelease[i]
      const b = other.prerelease[i]
      debug('prerelease compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  compareBuild (other) {
    if (!(other instanceof SemVer)) {
      other = new SemVer(other, this.options)
    }

    let i = 0
    do {
      const a = this.build[i]
      const b = other.build[i]
      debug('build compare', i, a, b)
      if (a === undefined && b === undefined) {
        return 0
      } else if (b === undefined) {
        return 1
      } else if (a === undefined) {
        return -1
      } else if (a === b) {
        continue
      } else {
        return compareIdentifiers(a, b)
      }
    } while (++i)
  }

  // preminor will bump the version up to the next minor release, and immediately
  // down to pre-release. premajor and prepatch work the same way.
  inc (release, identifier, identifierBase) {
    if (release.startsWith('pre')) {
      if (!identifier && identifierBase === false) {
        throw new Error('invalid increment argument: identifier is empty')
      }
      // Avoid an invalid semver results
      if (identifier) {
        const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE])
        if (!match || match[1] !== identifier) {
          throw new Error(`invalid identifier: ${identifier}`)
        }
      }
    }

    switch (release) {
      case 'premajor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor = 0
        this.major++
        this.inc('pre', identifier, identifierBase)
        break
      case 'preminor':
        this.prerelease.length = 0
        this.patch = 0
        this.minor++
        this.inc('pre', identifier, identifierBase)
        break
      case 'prepatch':
        // If this is already a prerelease, it will bump to the next version
        // drop any prereleases that might already exist, since they are not
        // relevant at this point.
        this.prerelease.length = 0
        this.inc('patch', identifier, identifierBase)
        this.inc('pre', identifier, identifierBase)
        break
      // If the input is a non-prerelease version, this acts the same as
      // prepatch.
      case 'prerelease':
        if (this.prerelease.length === 0) {
          this.inc('patch', identifier, identifierBase)
        }
        this.inc('pre', identifier, identifierBase)
        break
      case 'release':
        if (this.prerelease.length === 0) {
          throw new Error(`version ${this.raw} is not a prerelease`)
        }
        this.prerelease.length = 0
        break

      case 'major':
        // If this is a pre-major version, bump up to the same major version.
        // Otherwise increment major.
        // 1.0.0-5 bumps to 1.0.0
        // 1.1.0 bumps to 2.0.0
        if (
          this.minor !== 0 ||
          this.patch !== 0 ||
          this.prerelease.length === 0
        ) {
          this.major++
        }
        this.minor = 0
        this.patch = 0
        this.prerelease = []
        break
      case 'minor':
        // If this is a pre-minor version, bump up to the same minor version.
        // Otherwise increment minor.
        // 1.2.0-5 bumps to 1.2.0
        // 1.2.1 bumps to 1.3.0
        if (this.patch !== 0 || this.prerelease.length === 0) {
          this.minor++
        }
        this.patch = 0
        this.prerelease = []
        break
      case 'patch':
        // If this is not a pre-release version, it will increment the patch.
        // If it is a pre-release it will bump up to the same patch version.
        // 1.2.0-5 patches to 1.2.0
        // 1.2.0 patches to 1.2.1
        if (this.prerelease.length === 0) {
          this.patch++
        }
        this.prerelease = []
        break
      // This probably shouldn't be used publicly.
      // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
      case 'pre': {
        const base = Number(identifierBase) ? 1 : 0

        if (this.prerelease.length === 0) {
          this.prerelease = [base]
        } else {
          let i = this.prerelease.length
          while (--i >= 0) {
            if (typeof this.prerelease[i] === 'number') {
              this.prerelease[i]++
              i = -2
            }
          }
          if (i === -1) {
            // didn't increment anything
            if (identifier === this.prerelease.join('.') && identifierBase === false) {
              throw new Error('invalid increment argument: identifier already exists')
            }
            this.prerelease.push(base)
          }
        }
        if (identifier) {
          // 1.2.0-beta.1 bumps to 1.2.0-beta.2,
          // 1.2.0-beta.fooblz or 1.2.0-beta bumps to 1.2.0-beta.0
          let prerelease = [identifier, base]
          if (identifierBase === false) {
            prerelease = [identifier]
          }
          if (isPrereleaseIdentifier(this.prerelease, identifier)) {
            const prereleaseBase = this.prerelease[identifier.split('.').length]
            if (isNaN(prereleaseBase)) {
              this.prerelease = prerelease
            }
          } else {
            this.prerelease = prerelease
          }
        }
        break
      }
      default:
        throw new Error(`invalid increment argument: ${release}`)
    }
    this.raw = this.format()
    if (this.build.length) {
      this.raw += `+${this.build.join('.')}`
    }
    return this
  }
}

module.exports = SemVer


/***/ }),

/***/ 8469:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const compare = (a, b, loose) =>
  new SemVer(a, loose).compare(new SemVer(b, loose))

module.exports = compare


/***/ }),

/***/ 6353:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {



const SemVer = __nccwpck_require__(7163)
const parse = (version, options, throwErrors = false) => {
  if (version instanceof SemVer) {
    return version
  }
  try {
    return new SemVer(version, options)
  } catch (er) {
    if (!throwErrors) {
      return null
    }
    throw er
  }
}

module.exports = parse


/***/ }),

/***/ 5101:
/***/ ((module) => {



// Note: this is the semver.org version of the spec that it implements
// Not necessarily the package version of this code.
const SEMVER_SPEC_VERSION = '2.0.0'

const MAX_LENGTH = 256
const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER ||
/* istanbul ignore next */ 9007199254740991

// Max safe segment length for coercion.
const MAX_SAFE_COMPONENT_LENGTH = 16

// Max safe length for a build identifier. The max length minus 6 characters for
// the shortest version with a build 0.0.0+BUILD.
const MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6

// ECMAScript whitespace and line terminators matched by \s.
const WHITESPACE_CHARACTERS = [
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  ' ',
  '\u00a0',
  '\u1680',
  '\u2000',
  '\u2001',
  '\u2002',
  '\u2003',
  '\u2004',
  '\u2005',
  '\u2006',
  '\u2007',
  '\u2008',
  '\u2009',
  '\u200a',
  '\u2028',
  '\u2029',
  '\u202f',
  '\u205f',
  '\u3000',
  '\ufeff',
]

const RELEASE_TYPES = [
  'major',
  'premajor',
  'minor',
  'preminor',
  'patch',
  'prepatch',
  'prerelease',
]

module.exports = {
  MAX_LENGTH,
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_SAFE_INTEGER,
  WHITESPACE_CHARACTERS,
  RELEASE_TYPES,
  SEMVER_SPEC_VERSION,
  FLAG_INCLUDE_PRERELEASE: 0b001,
  FLAG_LOOSE: 0b010,
}


/***/ }),

/***/ 1159:
/***/ ((module) => {



const debug = (
  typeof process === 'object' &&
  process.env &&
  process.env.NODE_DEBUG &&
  /\bsemver\b/i.test(process.env.NODE_DEBUG)
) ? (...args) => console.error('SEMVER', ...args)
  : () => {}

module.exports = debug


/***/ }),

/***/ 3348:
/***/ ((module) => {



const numeric = /^[0-9]+$/
const compareIdentifiers = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') {
    return a === b ? 0 : a < b ? -1 : 1
  }

  const anum = numeric.test(a)
  const bnum = numeric.test(b)

  if (anum && bnum) {
    a = +a
    b = +b
  }

  return a === b ? 0
    : (anum && !bnum) ? -1
    : (bnum && !anum) ? 1
    : a < b ? -1
    : 1
}

const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a)

module.exports = {
  compareIdentifiers,
  rcompareIdentifiers,
}


/***/ }),

/***/ 356:
/***/ ((module) => {



// parse out just the options we care about
const looseOption = Object.freeze({ loose: true })
const emptyOpts = Object.freeze({ })
const parseOptions = options => {
  if (!options) {
    return emptyOpts
  }

  if (typeof options !== 'object') {
    return looseOption
  }

  return options
}
module.exports = parseOptions


/***/ }),

/***/ 5471:
/***/ ((module, exports, __nccwpck_require__) => {



const {
  MAX_SAFE_COMPONENT_LENGTH,
  MAX_SAFE_BUILD_LENGTH,
  MAX_LENGTH,
} = __nccwpck_require__(5101)
const debug = __nccwpck_require__(1159)
exports = module.exports = {}

// The actual regexps go on exports.re
const re = exports.re = []
const safeRe = exports.safeRe = []
const src = exports.src = []
const safeSrc = exports.safeSrc = []
const t = exports.t = {}
let R = 0

const LETTERDASHNUMBER = '[a-zA-Z0-9-]'

// Replace some greedy regex tokens to prevent regex dos issues. These regex are
// used internally via the safeRe object since all inputs in this library get
// normalized first to trim and collapse all extra whitespace. The original
// regexes are exported for userland consumption and lower level usage. A
// future breaking change could export the safer regex only with a note that
// all input should have extra whitespace removed.
const safeRegexReplacements = [
  ['\\s', 1],
  ['\\d', MAX_LENGTH],
  [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH],
]

const makeSafeRegex = (value) => {
  for (const [token, max] of safeRegexReplacements) {
    value = value
      .split(`${token}*`).join(`${token}{0,${max}}`)
      .split(`${token}+`).join(`${token}{1,${max}}`)
  }
  return value
}

const createToken = (name, value, isGlobal) => {
  const safe = makeSafeRegex(value)
  const index = R++
  debug(name, index, value)
  t[name] = index
  src[index] = value
  safeSrc[index] = safe
  re[index] = new RegExp(value, isGlobal ? 'g' : undefined)
  safeRe[index] = new RegExp(safe, isGlobal ? 'g' : undefined)
}

// The following Regular Expressions can be used for tokenizing,
// validating, and parsing SemVer version strings.

// ## Numeric Identifier
// A single `0`, or a non-zero digit followed by zero or more digits.

createToken('NUMERICIDENTIFIER', '0|[1-9]\\d*')
createToken('NUMERICIDENTIFIERLOOSE', '\\d+')

// ## Non-numeric Identifier
// Zero or more digits, followed by a letter or hyphen, and then zero or
// more letters, digits, or hyphens.

createToken('NONNUMERICIDENTIFIER', `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`)

// ## Main Version
// Three dot-separated numeric identifiers.

createToken('MAINVERSION', `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})\\.` +
                   `(${src[t.NUMERICIDENTIFIER]})`)

createToken('MAINVERSIONLOOSE', `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.` +
                        `(${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version Identifier
// A numeric identifier, or a non-numeric identifier.
// Non-numeric identifiers include numeric identifiers but can be longer.
// Therefore non-numeric identifiers must go first.

createToken('PRERELEASEIDENTIFIER', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIER]})`)

createToken('PRERELEASEIDENTIFIERLOOSE', `(?:${src[t.NONNUMERICIDENTIFIER]
}|${src[t.NUMERICIDENTIFIERLOOSE]})`)

// ## Pre-release Version
// Hyphen, followed by one or more dot-separated pre-release version
// identifiers.

createToken('PRERELEASE', `(?:-(${src[t.PRERELEASEIDENTIFIER]
}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`)

createToken('PRERELEASELOOSE', `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]
}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`)

// ## Build Metadata Identifier
// Any combination of digits, letters, or hyphens.

createToken('BUILDIDENTIFIER', `${LETTERDASHNUMBER}+`)

// ## Build Metadata
// Plus sign, followed by one or more period-separated build metadata
// identifiers.

createToken('BUILD', `(?:\\+(${src[t.BUILDIDENTIFIER]
}(?:\\.${src[t.BUILDIDENTIFIER]})*))`)

// ## Full Version String
// A main version, followed optionally by a pre-release version and
// build metadata.

// Note that the only major, minor, patch, and pre-release sections of
// the version string are capturing groups.  The build metadata is not a
// capturing group, because it should not ever be used in version
// comparison.

createToken('FULLPLAIN', `v?${src[t.MAINVERSION]
}${src[t.PRERELEASE]}?${
  src[t.BUILD]}?`)

createToken('FULL', `^${src[t.FULLPLAIN]}$`)

// like full, but allows v1.2.3 and =1.2.3, which people do sometimes.
// also, 1.0.0alpha1 (prerelease without the hyphen) which is pretty
// common in the npm registry.
createToken('LOOSEPLAIN', `[v=\\s]*${src[t.MAINVERSIONLOOSE]
}${src[t.PRERELEASELOOSE]}?${
  src[t.BUILD]}?`)

createToken('LOOSE', `^${src[t.LOOSEPLAIN]}$`)

createToken('GTLT', '((?:<|>)?=?)')

// Something like "2.*" or "1.2.x".
// Note that "x.x" is a valid xRange identifier, meaning "any version"
// Only the first item is strictly required.
createToken('XRANGEIDENTIFIERLOOSE', `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`)
createToken('XRANGEIDENTIFIER', `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`)

createToken('XRANGEPLAIN', `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:\\.(${src[t.XRANGEIDENTIFIER]})` +
                   `(?:${src[t.PRERELEASE]})?${
                     src[t.BUILD]}?` +
                   `)?)?`)

createToken('XRANGEPLAINLOOSE', `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})` +
                        `(?:${src[t.PRERELEASELOOSE]})?${
                          src[t.BUILD]}?` +
                        `)?)?`)

createToken('XRANGE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`)
createToken('XRANGELOOSE', `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`)

// Coercion.
// Extract anything that could conceivably be a part of a valid semver
createToken('COERCEPLAIN', `${'(^|[^\\d])' +
              '(\\d{1,'}${MAX_SAFE_COMPONENT_LENGTH}})` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?` +
              `(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`)
createToken('COERCE', `${src[t.COERCEPLAIN]}(?:$|[^\\d])`)
createToken('COERCEFULL', src[t.COERCEPLAIN] +
              `(?:${src[t.PRERELEASE]})?` +
              `(?:${src[t.BUILD]})?` +
              `(?:$|[^\\d])`)
createToken('COERCERTL', src[t.COERCE], true)
createToken('COERCERTLFULL', src[t.COERCEFULL], true)

// Tilde ranges.
// Meaning is "reasonably at or greater than"
createToken('LONETILDE', '(?:~>?)')

createToken('TILDETRIM', `(\\s*)${src[t.LONETILDE]}\\s+`, true)
exports.tildeTrimReplace = '$1~'

createToken('TILDE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`)
createToken('TILDELOOSE', `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`)

// Caret ranges.
// Meaning is "at least and backwards compatible with"
createToken('LONECARET', '(?:\\^)')

createToken('CARETTRIM', `(\\s*)${src[t.LONECARET]}\\s+`, true)
exports.caretTrimReplace = '$1^'

createToken('CARET', `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`)
createToken('CARETLOOSE', `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`)

// A simple gt/lt/eq thing, or just "" to indicate "any version"
createToken('COMPARATORLOOSE', `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`)
createToken('COMPARATOR', `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`)

// An expression to strip any whitespace between the gtlt and the thing
// it modifies, so that `> 1.2.3` ==> `>1.2.3`
createToken('COMPARATORTRIM', `(\\s*)${src[t.GTLT]
}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true)
exports.comparatorTrimReplace = '$1$2$3'

// Something like `1.2.3 - 1.2.4`
// Note that these all use the loose form, because they'll be
// checked against either the strict or loose comparator form
// later.
createToken('HYPHENRANGE', `^\\s*(${src[t.XRANGEPLAIN]})` +
                   `\\s+-\\s+` +
                   `(${src[t.XRANGEPLAIN]})` +
                   `\\s*$`)

createToken('HYPHENRANGELOOSE', `^\\s*(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s+-\\s+` +
                        `(${src[t.XRANGEPLAINLOOSE]})` +
                        `\\s*$`)

// Star ranges basically just allow anything at all.
createToken('STAR', '(<|>)?=?\\s*\\*')
// >=0.0.0 is like a star
createToken('GTE0', '^\\s*>=\\s*0\\.0\\.0\\s*$')
createToken('GTE0PRE', '^\\s*>=\\s*0\\.0\\.0-0\\s*$')


/***/ }),

/***/ 5581:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _commands_run_cli_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9715);

process.exitCode = await (0,_commands_run_cli_js__WEBPACK_IMPORTED_MODULE_0__/* .runCli */ .a)(process.argv.slice(2));

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 1689:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ parseCommandLine),
/* harmony export */   R: () => (/* binding */ isFlag)
/* harmony export */ });
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8422);

/** Reads `COMMAND [flags]`. What is wrong is gathered, not thrown. */
function parseCommandLine(argv) {
    const { words, flags } = splitArguments(argv);
    const raw = {};
    const problems = flags.flatMap((flag) => readFlag(flag, raw) ?? []);
    const [command = argv.length > 0 ? _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx.command.default : 'help', ...rest] = words;
    // Behind a flag that nobody knows a word may be its value, even a secret one.
    const isFlagUnknown = problems.some(({ code }) => code === 'unknown-flag');
    if (command !== 'help' && rest.length > 0 && !isFlagUnknown)
        problems.push(unexpected(rest));
    return { command, raw, problems: [...findUnknownCommand(command), ...problems] };
}
// A value that begins with a dash is given as `--flag=-value` only: `--title --json` is a title that was forgotten. Node's
// parseArgs would either take it or throw at the first mistake.
function splitArguments(argv) {
    const words = [];
    const flags = [];
    const rest = [...argv];
    for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
        if (arg === '--help' || arg === '-h')
            words.unshift('help');
        else if (arg === '--version' || arg === '-V')
            words.unshift('version');
        else if (!/^-./.test(arg))
            words.push(arg);
        else {
            const [, written = arg, inline] = /^(--[^=]+)=([\s\S]*)$/.exec(arg) ?? [];
            const takesNext = inline === undefined && takesValue(written) && rest[0] !== undefined && !/^-./.test(rest[0]);
            flags.push({ written, value: takesNext ? rest.shift() : inline });
        }
    }
    return { words, flags };
}
function takesValue(written) {
    const spec = specOf(written);
    return spec !== undefined && isFlag(spec) && spec.type !== 'boolean';
}
function specOf(written) {
    const name = written.slice(2);
    return written.startsWith('--') && Object.hasOwn(_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx, name) ? _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx[name] : undefined;
}
const commands = [..._inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx.command.choices, 'demo', 'help', 'version'];
function findUnknownCommand(command) {
    if (commands.includes(command))
        return [];
    const message = `${JSON.stringify(command)} is no command`;
    return [{ code: 'unknown-command', message, hint: `The commands are ${commands.join(', ')}.` }];
}
/** Whether an input is a flag of the CLI. */
function isFlag(spec) {
    return spec.only !== 'action' && !spec.secret && spec !== _inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx.command;
}
/** Puts a flag where it belongs; gives what is wrong with it. */
function readFlag({ written, value }, raw) {
    const spec = specOf(written);
    const name = written.slice(2);
    if (!spec || !isFlag(spec))
        return unknownFlag(written, spec);
    if (spec.type === 'boolean')
        raw[name] = value ?? true;
    else if (value === undefined)
        return noValue(written);
    else if (spec.type === 'list')
        raw[name] = [...(raw[name] ?? []), value];
    else
        raw[name] = value;
    return undefined;
}
function unknownFlag(flag, spec) {
    if (spec?.secret) {
        const message = `${flag} is no flag: everybody on the machine can read flags`;
        return { code: 'unknown-flag', message, hint: 'Set the environment variable GITHUB_TOKEN or DRAWBRIDGE_TOKEN.' };
    }
    const near = findNear(flag.slice(2));
    const hint = near ? `Did you mean --${near}?` : '"drawbridge help" lists the flags.';
    return { code: 'unknown-flag', message: `${flag} is no flag`, hint };
}
/** The flag that begins like it: `--images`, `--env`. */
function findNear(written) {
    const names = Object.entries(_inputs_js__WEBPACK_IMPORTED_MODULE_0__/* .inputSpecs */ .Tx).flatMap(([name, spec]) => (isFlag(spec) ? [name] : []));
    return written.length < 3 ? undefined : names.find((name) => name.startsWith(written) || written.startsWith(name));
}
function noValue(flag) {
    return {
        code: 'no-value',
        message: `${flag} has no value`,
        hint: `Write ${flag}=VALUE; that form also takes a value that begins with a dash.`,
    };
}
function unexpected(words) {
    return {
        code: 'unexpected-word',
        message: `${JSON.stringify(words.join(' '))} is not expected here`,
        hint: 'Flags begin with "--".',
    };
}


/***/ }),

/***/ 9715:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  a: () => (/* binding */ runCli)
});

// EXTERNAL MODULE: ./src/command-line.ts
var command_line = __nccwpck_require__(1689);
;// CONCATENATED MODULE: ./src/host.ts
/** The real world. */
function nodeHost(log) {
    return {
        env: process.env,
        now: () => performance.now(),
        date: () => new Date(),
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        expireAfter: (ms) => AbortSignal.timeout(ms),
        random: Math.random,
        log,
    };
}

// EXTERNAL MODULE: ./src/inputs.ts
var src_inputs = __nccwpck_require__(8422);
// EXTERNAL MODULE: ./src/report/workflow-command.ts
var workflow_command = __nccwpck_require__(9517);
// EXTERNAL MODULE: ./src/commands/run-command.ts + 30 modules
var run_command = __nccwpck_require__(8567);
;// CONCATENATED MODULE: ./src/commands/run-cli.ts





/** Runs the CLI; gives the exit code. */
async function runCli(argv) {
    const host = nodeHost((text) => process.stderr.write(`${text}\n`));
    endOnSignals();
    const line = (0,command_line/* parseCommandLine */.D)(argv);
    if (line.command === 'help')
        return printHelp();
    if (line.command === 'version')
        return printVersion();
    if (line.command === 'demo' && line.problems.length === 0)
        return (await Promise.all(/* import() */[__nccwpck_require__.e(615), __nccwpck_require__.e(73)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7073))).demo(host);
    const { inputs: given, problems } = (0,src_inputs/* parseInputs */.TL)(line.raw, 'cli');
    const inputs = withTarget(given, line.raw);
    const outcome = await (0,run_command/* runCommand */.d)(inputs, host, [...line.problems, ...problems]);
    await print(outcome, inputs);
    return outcome.exitCode;
}
// Standard output is for what another program may read: the document, or the diff of a dry run. People read the rest.
async function print({ result, unchanged, files, exitCode }, inputs) {
    const isDryRun = inputs['dry-run'];
    if (inputs.json)
        process.stdout.write(`${formatDocument(result)}\n`);
    else if (isDryRun)
        process.stdout.write(await formatDryRun(files));
    const { formatTerminal } = await __nccwpck_require__.e(/* import() */ 870).then(__nccwpck_require__.bind(__nccwpck_require__, 7870));
    const out = inputs.json || isDryRun || exitCode !== 0 ? process.stderr : process.stdout;
    out.write(`${formatTerminal({ result, unchanged, isDryRun, color: useColor(out) })}\n`);
}
// `##[` is a command to CIs wherever it stands in a line; the escape is the same character in JSON.
function formatDocument(result) {
    return JSON.stringify(result, null, 2).replace(/##(?=[A-Za-z]*\[)/g, '#\\u0023');
}
// For `git apply` as it is, except in a log where a line of a file could be a command.
async function formatDryRun(files) {
    const { formatDiff } = await Promise.all(/* import() */[__nccwpck_require__.e(291), __nccwpck_require__.e(919)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6919));
    const diff = formatDiff(files);
    return process.env.GITHUB_ACTIONS || process.env.TF_BUILD ? (0,workflow_command/* disarmCommands */.T)(diff) : diff;
}
// `--repository` without `--directory` means that repo on GitHub, not the folder one happens to be in.
function withTarget(inputs, raw) {
    return raw.repository && !raw.directory ? { ...inputs, directory: undefined } : inputs;
}
// Clean-up of temporary folders and child processes hangs on the exit of the process.
function endOnSignals() {
    for (const [signal, code] of [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGHUP', 129],
    ]) {
        process.once(signal, () => process.exit(code));
    }
}
function useColor(stream) {
    return stream.isTTY === true && !process.env.NO_COLOR;
}
async function printHelp() {
    const { formatHelp } = await __nccwpck_require__.e(/* import() */ 875).then(__nccwpck_require__.bind(__nccwpck_require__, 4875));
    process.stdout.write(formatHelp());
    return 0;
}
async function printVersion() {
    const { version } = await __nccwpck_require__.e(/* import() */ 311).then(__nccwpck_require__.bind(__nccwpck_require__, 311));
    process.stdout.write(`drawbridge ${version}\n`);
    return 0;
}


/***/ }),

/***/ 8567:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  d: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/report/result.ts
var report_result = __nccwpck_require__(5781);
;// CONCATENATED MODULE: ./src/commands/command-outcome.ts

/** The outcome of a command that ended with an error before anything was delivered. */
function failedOutcome(error, warnings = []) {
    const result = { ...report_result/* emptyResult */.$, outcome: outcomeOf([error]), warnings, errors: error.problems };
    return { result, exitCode: error.exitCode, files: [], unchanged: [], renders: [] };
}
/** The exit code of several failures: what broke (1) says more than what was refused (3). */
function exitCodeOf(failures) {
    const codes = failures.map(({ exitCode }) => exitCode);
    return [1, 2, 3].find((code) => codes.includes(code)) ?? 0;
}
/** The outcome that failures amount to. */
function outcomeOf(failures) {
    return exitCodeOf(failures) === 3 ? 'refused' : 'failed';
}

;// CONCATENATED MODULE: ./src/ci-facts.ts
/**
 * Reads the variables of GitHub Actions, GitLab CI, CircleCI, Azure Pipelines, Bitbucket Pipelines and Jenkins, each as its
 * documentation lists them. On a laptop there are none.
 */
function readCiFacts(env) {
    const readers = [gitHub, gitLab, circleCi, azure, bitbucket, jenkins];
    const facts = readers.map((read) => read(env)).find((found) => found !== undefined) ?? {};
    return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));
}
const gitHub = (env) => env.GITHUB_ACTIONS === 'true'
    ? {
        source: sourceOf(env.GITHUB_REPOSITORY, env.GITHUB_SHA),
        actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR,
        runUrl: env.GITHUB_SERVER_URL &&
            `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}${attemptOf(env)}`,
        serverUrl: env.GITHUB_SERVER_URL,
    }
    : undefined;
function attemptOf(env) {
    return Number(env.GITHUB_RUN_ATTEMPT ?? 1) > 1 ? `/attempts/${env.GITHUB_RUN_ATTEMPT}` : '';
}
const gitLab = (env) => env.GITLAB_CI
    ? {
        source: sourceOf(env.CI_PROJECT_PATH, env.CI_COMMIT_SHA),
        actor: env.GITLAB_USER_LOGIN,
        runUrl: env.CI_JOB_URL,
        serverUrl: env.CI_SERVER_URL,
    }
    : undefined;
const circleCi = (env) => env.CIRCLECI
    ? {
        source: sourceOf(joined(env.CIRCLE_PROJECT_USERNAME, env.CIRCLE_PROJECT_REPONAME), env.CIRCLE_SHA1),
        actor: env.CIRCLE_USERNAME,
        runUrl: env.CIRCLE_BUILD_URL,
        serverUrl: serverOfUrl(env.CIRCLE_REPOSITORY_URL),
    }
    : undefined;
const azure = (env) => env.TF_BUILD
    ? {
        source: sourceOf(env.BUILD_REPOSITORY_NAME, env.BUILD_SOURCEVERSION),
        actor: env.BUILD_REQUESTEDFOR,
        runUrl: env.SYSTEM_COLLECTIONURI &&
            `${env.SYSTEM_COLLECTIONURI}${encodeURIComponent(env.SYSTEM_TEAMPROJECT ?? '')}/_build/results?buildId=${env.BUILD_BUILDID}`,
    }
    : undefined;
const bitbucket = (env) => env.BITBUCKET_BUILD_NUMBER
    ? {
        source: sourceOf(env.BITBUCKET_REPO_FULL_NAME, env.BITBUCKET_COMMIT),
        actor: env.BITBUCKET_STEP_TRIGGERER_UUID,
        runUrl: env.BITBUCKET_GIT_HTTP_ORIGIN &&
            `${env.BITBUCKET_GIT_HTTP_ORIGIN}/pipelines/results/${env.BITBUCKET_BUILD_NUMBER}`,
    }
    : undefined;
const jenkins = (env) => env.JENKINS_URL
    ? {
        source: sourceOf(repoOfUrl(env.GIT_URL), env.GIT_COMMIT),
        actor: env.BUILD_USER_ID,
        runUrl: env.BUILD_URL,
        serverUrl: serverOfUrl(env.GIT_URL),
    }
    : undefined;
function joined(owner, name) {
    return owner && name ? `${owner}/${name}` : undefined;
}
function sourceOf(repo, sha) {
    return repo && sha ? `${repo}@${sha}` : undefined;
}
/** `owner/repo` of a Git URL on any host: the last two parts of its path. */
function repoOfUrl(url) {
    return /(?:^|\/)([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(partsOfUrl(url)?.path ?? '')?.[1];
}
/** The web server of a Git URL: `https://github.com`. */
function serverOfUrl(url) {
    const host = partsOfUrl(url)?.host;
    return host && `https://${host}`;
}
/** Of `https://user:password@host/path`, `ssh://git@host:22/path` and `git@host:path` what is no secret. */
function partsOfUrl(url) {
    const found = /^[a-z+]+:\/\/(?:[^/]*@)?([^/:]+)(?::\d+)?\/+(.+)$/i.exec(url ?? '') ??
        /^(?:[^/@]+@)?([^/:@]+):(.+)$/.exec(url ?? '');
    return found ? { host: found[1] ?? '', path: found[2] ?? '' } : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./src/repo/tree-path.ts
var tree_path = __nccwpck_require__(8908);
;// CONCATENATED MODULE: ./src/repo/disk-path.ts



/**
 * What keeps a path from being a place under a folder on disk: it leaves the folder by its text or through a link, or
 * something on its way is no folder.
 */
function findDiskPathProblem(root, path) {
    const problem = (0,tree_path/* findPathProblem */.W0)(path);
    if (problem)
        return problem;
    for (const ancestor of (0,tree_path/* ancestorsOf */.Gw)(path)) {
        const stat = (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(root, ancestor), { throwIfNoEntry: false });
        if (stat === undefined)
            return undefined;
        if (stat.isSymbolicLink())
            return (0,tree_path/* pathOutside */.D1)(path, ancestor);
        if (!stat.isDirectory()) {
            return { code: 'path-in-the-way', file: path, message: `cannot be there: ${ancestor} is no folder` };
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/repo/disk-walk.ts

/** Lists a folder without following links; leaves out `.git` and `node_modules`, and what is inside submodules. */
function walkDisk(options) {
    const walker = new Walker(options);
    walker.walk('');
    return { entries: walker.entries.sort(byPath), folders: walker.folders };
}
class Walker {
    entries = [];
    folders = new Set();
    #root;
    #skipped;
    constructor(options) {
        this.#root = options.root;
        this.#skipped = options.skipped;
    }
    /** `folder` is empty for the root. */
    walk(folder) {
        const dirents = this.#readFolder(folder);
        const isRoot = folder === '';
        if (!isRoot && dirents.some((dirent) => dirent.name === '.git')) {
            this.entries.push({ path: folder, mode: '160000' });
            return;
        }
        if (!isRoot)
            this.folders.add(folder);
        for (const dirent of dirents)
            this.#visit(isRoot ? dirent.name : `${folder}/${dirent.name}`, dirent);
    }
    #visit(path, dirent) {
        const name = dirent.name;
        if (name === '.git')
            return;
        if (dirent.isDirectory()) {
            if (name !== 'node_modules')
                this.walk(path);
        }
        else if (dirent.isSymbolicLink())
            this.entries.push({ path, mode: '120000' });
        else if (dirent.isFile())
            this.entries.push(diskFile(path, this.#root));
    }
    #readFolder(folder) {
        const place = folder === '' ? this.#root : `${this.#root}/${folder}`;
        try {
            const dirents = (0,external_node_fs_.readdirSync)(place, { withFileTypes: true });
            return dirents.some(isOdd) ? this.#sortOut(folder, dirents) : dirents;
        }
        catch (error) {
            if (folder === '')
                throw error;
            this.#skipped.addUnreadable(folder, errorCode(error));
            return [];
        }
    }
    /** U+FFFD stands for bytes that are no UTF-8, unless the name really holds that character. */
    #sortOut(folder, dirents) {
        const place = folder === '' ? this.#root : `${this.#root}/${folder}`;
        return dirents.filter((dirent) => {
            if (!dirent.name.includes('\uFFFD'))
                return true;
            const isReal = (0,external_node_fs_.lstatSync)(`${place}/${dirent.name}`, { throwIfNoEntry: false }) !== undefined;
            if (!isReal)
                this.#skipped.addName(folder === '' ? dirent.name : `${folder}/${dirent.name}`);
            return isReal;
        });
    }
}
/** Its mode is looked up when asked for: most files are listed and never touched. */
function diskFile(path, root) {
    let known;
    return {
        path,
        // Its own property, so that a copy by spreading has it too.
        get mode() {
            known ??= isExecutable(`${root}/${path}`) ? '100755' : '100644';
            return known;
        },
    };
}
function isExecutable(place) {
    return (((0,external_node_fs_.lstatSync)(place, { throwIfNoEntry: false })?.mode ?? 0) & 0o100) !== 0;
}
function isOdd(dirent) {
    return dirent.name.includes('\uFFFD');
}
function byPath(a, b) {
    return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
/** `EACCES` and the like. */
function errorCode(error) {
    return error.code ?? String(error);
}

// EXTERNAL MODULE: ./src/repo/git-folder.ts
var git_folder = __nccwpck_require__(9545);
// EXTERNAL MODULE: ./src/repo/skipped-file.ts
var skipped_file = __nccwpck_require__(5963);
;// CONCATENATED MODULE: ./src/repo/disk-tree.ts







/** Never through a link, and never waiting for a pipe's other end. */
const openFlags = external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0) | (external_node_fs_.constants.O_NONBLOCK ?? 0);
const firstBufferBytes = 64 * 1024;
/** A folder as a tree; it need not be a Git repo. Synchronous calls: half the time of asynchronous ones on small files. */
class DiskTree {
    /** Absolute, without links. */
    root;
    #maxFileBytes;
    #skipped = new skipped_file/* SkipList */.C();
    #walk;
    #buffer = Buffer.allocUnsafe(firstBufferBytes);
    /** @throws DrawbridgeError `no-directory` (exit 2) */
    constructor(root, options = {}) {
        this.root = (0,git_folder/* realDirectory */.U)(root);
        this.#maxFileBytes = options.maxFileBytes ?? skipped_file/* defaultMaxFileBytes */.t;
    }
    async list() {
        this.#walk ??= walkDisk({ root: this.root, skipped: this.#skipped });
        return this.#walk.entries;
    }
    /** @throws DrawbridgeError `path-outside`, `path-in-git-dir` (exit 2) for paths that are not in the folder */
    async read(paths) {
        this.#refuseOutside(paths);
        const contents = new Map();
        for (const path of paths) {
            const bytes = this.#readShared(path);
            if (bytes)
                contents.set(path, Uint8Array.prototype.slice.call(bytes));
        }
        return contents;
    }
    /** @throws DrawbridgeError as `read` does */
    async search(paths, needles) {
        if (needles.length === 0)
            return [];
        this.#refuseOutside(paths);
        const wanted = needles.map((needle) => Buffer.from(needle));
        return paths.filter((path) => {
            const bytes = this.#readShared(path);
            return bytes !== undefined && wanted.some((needle) => bytes.includes(needle));
        });
    }
    skipped() {
        return this.#skipped.all();
    }
    #refuseOutside(paths) {
        const problems = paths.flatMap((path) => {
            const end = path.lastIndexOf('/');
            // The walk has seen that its folders are real ones.
            const isKnown = end === -1 || this.#walk?.folders.has(path.slice(0, end)) === true;
            const problem = isKnown ? (0,tree_path/* findPathProblem */.W0)(path) : findDiskPathProblem(this.root, path);
            return problem && problem.code !== 'path-in-the-way' ? [problem] : [];
        });
        if (problems.length > 0)
            throw new errors/* DrawbridgeError */.ei(2, problems);
    }
    /** The bytes in a buffer that the next call overwrites. */
    #readShared(path) {
        let descriptor;
        try {
            descriptor = (0,external_node_fs_.openSync)(`${this.root}/${path}`, openFlags);
        }
        catch (error) {
            return this.#noteFailure(path, error);
        }
        try {
            return this.#readOpen(descriptor, path);
        }
        catch (error) {
            return this.#noteFailure(path, error);
        }
        finally {
            (0,external_node_fs_.closeSync)(descriptor);
        }
    }
    #readOpen(descriptor, path) {
        // One read fills less than the buffer for almost every file, and then no question after the size is needed.
        const count = (0,external_node_fs_.readSync)(descriptor, this.#buffer, 0, firstBufferBytes, 0);
        if (count > this.#maxFileBytes)
            return this.#skipTooLarge(path);
        if (count > 0 && count < firstBufferBytes)
            return this.#buffer.subarray(0, count);
        const stat = (0,external_node_fs_.fstatSync)(descriptor);
        if (!stat.isFile())
            return undefined;
        if (stat.size > this.#maxFileBytes)
            return this.#skipTooLarge(path);
        return this.#readWhole(descriptor, stat.size);
    }
    #readWhole(descriptor, size) {
        if (size > this.#buffer.length)
            this.#buffer = Buffer.allocUnsafe(size);
        let offset = 0;
        while (offset < size) {
            const count = (0,external_node_fs_.readSync)(descriptor, this.#buffer, offset, size - offset, offset);
            if (count === 0)
                break;
            offset += count;
        }
        return this.#buffer.subarray(0, offset);
    }
    #skipTooLarge(path) {
        this.#skipped.addTooLarge(path, this.#maxFileBytes);
    }
    /** A missing file, a link and a folder are no plain files; anything else is worth telling. */
    #noteFailure(path, error) {
        const code = errorCode(error);
        if (!['ENOENT', 'ELOOP', 'EISDIR', 'ENOTDIR', 'ENXIO'].includes(code))
            this.#skipped.addUnreadable(path, code);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./src/repo/file-writer.ts








/**
 * Replaces whole files under a folder: all new contents are written beside the old ones first and then renamed over them,
 * so that each file is the old or the new one at any time, and all of them are unless a rename fails half-way. An existing
 * file keeps its permissions; missing folders are made; links are never followed or replaced.
 *
 * @throws DrawbridgeError `path-outside`, `path-in-git-dir`, `path-in-the-way` (exit 2); `read-only`, `write-failed`
 *   (exit 1), which says what was replaced
 */
function writeFiles(root, changes) {
    const folder = (0,git_folder/* realDirectory */.U)(root);
    const problems = changes.flatMap(({ path }) => findTargetProblem(folder, path) ?? []);
    if (problems.length > 0)
        throw new errors/* DrawbridgeError */.ei(2, problems);
    const progress = { path: '', made: [], staged: [], replaced: [] };
    try {
        for (const change of changes)
            stageFile({ folder, change, progress });
        for (const file of progress.staged)
            replaceFile(file, progress);
    }
    catch (error) {
        for (const { temporary } of progress.staged)
            (0,external_node_fs_.rmSync)(temporary, { force: true });
        removeEmpty(progress.made);
        throw writeError(progress, error);
    }
}
function stageFile({ folder, change, progress }) {
    progress.path = change.path;
    for (const missing of findMissingFolders(folder, change.path)) {
        (0,external_node_fs_.mkdirSync)(missing);
        progress.made.push(missing);
    }
    const file = planFile(folder, change);
    progress.staged.push(file);
    writeTemporary(file);
}
function replaceFile({ change, temporary, target }, progress) {
    progress.path = change.path;
    (0,external_node_fs_.renameSync)(temporary, target);
    progress.replaced.push(change.path);
}
function findTargetProblem(root, path) {
    const problem = findDiskPathProblem(root, path);
    if (problem)
        return problem;
    const stat = (0,external_node_fs_.lstatSync)((0,external_node_path_.join)(root, path), { throwIfNoEntry: false });
    if (stat === undefined || stat.isFile())
        return undefined;
    const what = stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'no plain file';
    return { code: 'path-in-the-way', file: path, message: `cannot be written: ${what} is there` };
}
function planFile(root, change) {
    const target = (0,external_node_path_.join)(root, change.path);
    const old = (0,external_node_fs_.lstatSync)(target, { throwIfNoEntry: false });
    // A rename would replace a file that its owner has made read-only.
    if (old)
        (0,external_node_fs_.closeSync)((0,external_node_fs_.openSync)(target, external_node_fs_.constants.O_WRONLY | (external_node_fs_.constants.O_NOFOLLOW ?? 0)));
    return { change, target, old, temporary: (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.drawbridge-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}.tmp`) };
}
function writeTemporary({ change, temporary, old }) {
    const descriptor = (0,external_node_fs_.openSync)(temporary, 'wx', change.mode === '100755' ? 0o777 : 0o666);
    try {
        (0,external_node_fs_.writeFileSync)(descriptor, change.content);
        if (old)
            keepPermissions(descriptor, old);
        (0,external_node_fs_.fsyncSync)(descriptor);
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
function keepPermissions(descriptor, old) {
    if (old.uid !== process.geteuid?.() || old.gid !== process.getegid?.()) {
        try {
            (0,external_node_fs_.fchownSync)(descriptor, old.uid, old.gid);
        }
        catch {
            // Only root may give files away; whoever may write into the folder owns the new file.
        }
    }
    (0,external_node_fs_.fchmodSync)(descriptor, old.mode & 0o7777);
}
/** Outermost first. */
function findMissingFolders(root, path) {
    return (0,tree_path/* ancestorsOf */.Gw)(path)
        .map((ancestor) => (0,external_node_path_.join)(root, ancestor))
        .filter((folder) => (0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false }) === undefined);
}
function removeEmpty(folders) {
    for (const folder of [...folders].reverse()) {
        try {
            (0,external_node_fs_.rmdirSync)(folder);
        }
        catch {
            // Not empty: a file was already put there.
        }
    }
}
function writeError({ path, replaced }, error) {
    const code = errorCode(error);
    const outcome = replaced.length === 0 ? 'No file was changed.' : `Already replaced: ${replaced.join(', ')}.`;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
        const hint = `${outcome} Make the checkout writable for this user.`;
        return (0,errors/* failed */.gz)({ code: 'read-only', file: path, message: `cannot be written: it is read-only (${code})`, hint }, error);
    }
    return (0,errors/* failed */.gz)({ code: 'write-failed', file: path, message: `could not be written (${code})`, hint: outcome }, error);
}

;// CONCATENATED MODULE: ./src/delivery/deliver.ts


/**
 * Plans a run and puts it where `delivery` says.
 * @param finish makes something of what was delivered, while its tree can still be read
 */
async function deliver(run, finish) {
    if (run.inputs.delivery === 'files')
        return finish(await deliverFiles(run));
    // Loaded here, for what only edits files needs neither Git nor the network.
    const { deliverWithGit } = await __nccwpck_require__.e(/* import() */ 137).then(__nccwpck_require__.bind(__nccwpck_require__, 1137));
    return deliverWithGit(run, finish);
}
async function deliverFiles({ inputs, plan }) {
    const tree = new DiskTree(inputs.directory ?? '.');
    const planned = await plan(tree);
    if (!inputs['dry-run'])
        writeFiles(tree.root, planned.files);
    return { plan: planned, tree, proposals: [], warnings: [], failures: [] };
}

;// CONCATENATED MODULE: ./src/delivery/delivery-problems.ts
/** What is wrong with a delivery before anything is read, so that it is told together with all that is wrong with the inputs. */
function findDeliveryProblems(inputs, server, env) {
    return [
        ...(inputs.directory === undefined ? withoutDirectory(inputs, env) : []),
        ...(inputs.repository === undefined ? [] : findRepositoryProblem(inputs.repository)),
        ...(needsToken(inputs) && server.token === undefined ? [missingToken(env)] : []),
    ];
}
function withoutDirectory({ delivery, repository }, env) {
    if (delivery === 'files' || delivery === 'commit')
        return [noDirectory];
    return repository || env.GITHUB_REPOSITORY ? [] : [noRepository];
}
function needsToken({ delivery, 'dry-run': isDryRun }) {
    return !isDryRun && (delivery === 'pull-request' || delivery === 'auto-merge' || delivery === 'merge');
}
function findRepositoryProblem(repository) {
    if (/^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/.test(repository) && !/(?:^|\/)\.\.?(?:$|\/)/.test(repository))
        return [];
    const message = `repository: ${JSON.stringify(repository)} is not owner/name`;
    return [{ code: 'invalid-input', message, hint: 'Write for example "repository: acme/config".' }];
}
const noDirectory = {
    code: 'no-directory',
    message: 'this delivery edits a checkout, and none was given',
    hint: 'Give "directory", or use "delivery: push" or "pull-request".',
};
const noRepository = {
    code: 'no-repository',
    message: 'which config repo is meant was not said',
    hint: 'Give "directory" (a checkout) or "repository" (owner/name).',
};
function missingToken(env) {
    return {
        code: 'missing-token',
        message: 'a pull request needs a token, and none was given',
        hint: env.GITHUB_ACTIONS === 'true'
            ? 'The input "token" is empty: no secret has this name, or this run may not read it, as runs for forks and for Dependabot.'
            : 'Set the environment variable GITHUB_TOKEN or DRAWBRIDGE_TOKEN.',
    };
}

;// CONCATENATED MODULE: ./src/delivery/server.ts
/** The server that the CI's variables name (https://docs.github.com/actions/reference/workflows-and-actions/variables), else github.com. */
function readServer(token, env) {
    const apiUrl = env.GITHUB_API_URL || 'https://api.github.com';
    return {
        url: (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, ''),
        apiUrl: apiUrl.replace(/\/+$/, ''),
        graphqlUrl: env.GITHUB_GRAPHQL_URL || `${apiUrl.replace(/\/v3\/?$/, '').replace(/\/+$/, '')}/graphql`,
        token: token || env.DRAWBRIDGE_TOKEN || env.GITHUB_TOKEN || undefined,
    };
}

// EXTERNAL MODULE: ./src/edit/additions.ts + 2 modules
var additions = __nccwpck_require__(435);
// EXTERNAL MODULE: ./src/edit/layout.ts
var edit_layout = __nccwpck_require__(9168);
// EXTERNAL MODULE: ./src/edit/new-node.ts
var new_node = __nccwpck_require__(9135);
// EXTERNAL MODULE: ./src/edit/view.ts
var edit_view = __nccwpck_require__(4479);
// EXTERNAL MODULE: ./src/edit/yaml-file.ts
var yaml_file = __nccwpck_require__(1580);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __nccwpck_require__(2157);
// EXTERNAL MODULE: ./src/pins/pin.ts
var pins_pin = __nccwpck_require__(6099);
// EXTERNAL MODULE: ./src/plan/entry-style.ts
var entry_style = __nccwpck_require__(4399);
// EXTERNAL MODULE: ./src/pins/scan.ts + 7 modules
var scan = __nccwpck_require__(5917);
// EXTERNAL MODULE: ./src/pins/value-pins.ts
var value_pins = __nccwpck_require__(9710);
// EXTERNAL MODULE: ./src/versions/image-reference.ts + 1 modules
var image_reference = __nccwpck_require__(7028);
// EXTERNAL MODULE: ./src/plan/image-change.ts + 1 modules
var image_change = __nccwpck_require__(6822);
;// CONCATENATED MODULE: ./src/plan/overlay-places.ts
/** Whether a pin is a reference in one string in an item of a list whose key matches (`containers[0].image`). */
function hasReferenceIn(pin, list) {
    return pin.sites.some(({ part, scalar: { path } }) => {
        const [key, index, image] = path.slice(-3);
        return part === 'reference' && image === 'image' && typeof index === 'number' && list.test(String(key));
    });
}
/**
 * The keys that lead to what a pin writes, when a values file on top of its own can have the same: of a record the map, of
 * anything else the scalar. `undefined` inside a list (Helm replaces lists whole), a block scalar, or a second document.
 */
function pathInValues(pin) {
    const [site] = pin.sites;
    const path = pin.missing ? [...pin.missing.at, ...pin.missing.keys] : (pin.record?.path ?? site?.scalar.path ?? []);
    const isPlain = /^0:[^|]*$/.test(pin.place) && path.every((step) => typeof step === 'string');
    return isPlain ? path.map(String) : undefined;
}

// EXTERNAL MODULE: ./src/plan/value-change.ts
var value_change = __nccwpck_require__(7871);
;// CONCATENATED MODULE: ./src/plan/existing-entry.ts






/**
 * The plan for an entry that an overlay has already, though not under the name that was asked for: what a run before this one has
 * made, say. `undefined` when there is none.
 */
function planExisting({ pin, wanted, creation }, { documents, digest, quote }) {
    const { file, environment, application, reaches } = pin;
    const owner = {
        file,
        reaches,
        ...(environment !== undefined && { environment }),
        ...(application !== undefined && { application }),
    };
    const found = creation &&
        (creation.entryName === undefined
            ? ownValue(creation.base, documents)
            : ownEntry(creation.entryName, { file, documents }));
    if (!found)
        return undefined;
    const own = { ...found, ...owner };
    if (wanted.kind === 'value')
        return (0,value_change/* planValueChange */.f)(own, { update: wanted.update, quote });
    return (0,image_change/* planImageChange */.p$)(own, { update: wanted.update, digest, createMissing: true, quote });
}
function ownEntry(name, { file, documents }) {
    const canonical = (0,image_reference/* canonicalImageName */.dW)(name);
    return (0,scan/* readDocuments */.r9)(file, documents).pins.find((each) => each.format === 'kustomize' && each.record?.path[0] === 'images' && each.names.at(-1) === canonical);
}
function ownValue(base, [document]) {
    const path = base.kind === 'value' ? pathInValues(base) : undefined;
    if (!path || !document)
        return undefined;
    const [found] = (0,value_pins/* findValuePins */.vk)(document, { glob: '', path: base.name, steps: path.map((key) => ({ key })), text: '' });
    return found;
}

// EXTERNAL MODULE: ./src/plan/image-parts.ts
var image_parts = __nccwpck_require__(2621);
// EXTERNAL MODULE: ./src/plan/quote-style.ts
var quote_style = __nccwpck_require__(5795);
// EXTERNAL MODULE: ./src/plan/target-version.ts
var target_version = __nccwpck_require__(2415);
;// CONCATENATED MODULE: ./src/plan/creation-edits.ts















/** Plans the entries and keys that are not there yet in one file. They are added together: several may need the same parents. */
function planFileCreations(matches, { text, digest }) {
    const parsed = (0,yaml_file/* parseYaml */.hN)((0,edit_view/* fileView */.eT)(text));
    if (!parsed.ok) {
        return matches.map((match) => ({ match, plan: refused({ ...parsed.problem, file: match.pin.file }) }));
    }
    const { documents } = parsed;
    const facts = { documents, digest, quote: (0,quote_style/* quoteStyleOf */.X)(text) };
    const known = matches.flatMap((match) => {
        const plan = planExisting(match, facts);
        return plan ? [{ match, plan }] : [];
    });
    const missing = matches.filter((match) => !known.some((each) => each.match === match));
    const wanted = missing.map((match) => ({ match, wanted: wantedFor(match, facts) }));
    const additions = wanted.flatMap((each) => ('code' in each.wanted ? [] : [each.wanted]));
    const plans = new Map(groupByPlace(additions).flatMap((group) => planGroup(group, { text, documents })));
    const planned = wanted.map(({ match, wanted: each }) => ({
        match,
        plan: 'code' in each ? refused(each) : (plans.get(match) ?? { kind: 'unchanged' }),
    }));
    return [...known, ...planned];
}
function refused(problem) {
    return { kind: 'refused', problem };
}
function groupByPlace(additions) {
    const groups = new Map();
    for (const each of additions) {
        const key = `${each.document}:${(0,yaml_path/* formatYamlPath */.q)(each.at)}`;
        groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    return [...groups.values()];
}
function planGroup(group, { text, documents }) {
    const [first] = group;
    if (!first)
        return [];
    const document = documents[first.document];
    const isJson = document?.isJson || /\.json$/i.test(first.match.pin.file);
    const layout = (0,edit_layout/* layoutOf */.a)(documents, { isJson, quote: (0,quote_style/* quoteStyleOf */.X)(text) });
    const target = { view: (0,edit_view/* fileView */.eT)(text), documents, document, layout };
    const added = (0,additions/* addToDocument */._)(target, first.at, (0,new_node/* mergeMaps */.MT)(group.map(({ node }) => node)));
    return group.map((wanted) => [
        wanted.match,
        added ? changeOf(wanted, { added, text }) : refused(inTheWay(wanted.match)),
    ]);
}
function changeOf({ match, to, version }, { added, text }) {
    const view = (0,edit_view/* fileView */.eT)(text);
    const edits = added.edits.map((edit) => ({ view, edit }));
    const line = view.lineOf(Math.max(0, ...added.edits.map(({ start }) => start)));
    const from = match.creation ? (0,pins_pin/* formatVersion */.q)(match.creation.base.current) : '(none)';
    return { kind: 'change', change: { pin: { ...match.pin, line }, from, to, version, edits, expected: added.expected } };
}
function inTheWay({ pin, creation }) {
    const what = creation?.entryName === undefined ? pin.writtenName : `an entry for ${creation.entryName}`;
    const message = `${what} can't be added: an alias, another value or the end of a document is in the way`;
    return { code: 'no-room', file: pin.file, line: 1, message, hint: 'Write the place out by hand, once.' };
}
function wantedFor(match, facts) {
    if (match.wanted.kind === 'value')
        return wantedValue(match, match.wanted.update);
    return match.creation
        ? wantedImage(match, { ...facts, ...match.creation, update: match.wanted.update })
        : inTheWay(match);
}
function wantedValue(match, update) {
    const { base } = match.creation ?? {};
    const place = base ? { document: 0, at: [], keys: pathInValues(base) ?? [] } : match.pin.missing;
    const [first, ...rest] = place?.keys ?? [];
    if (!place || first === undefined)
        return inTheWay(match);
    const kind = base?.sites[0]?.scalar.kind ?? 'null';
    const leaf = { scalar: update.text, type: (0,value_change/* valueType */._)(update, { key: place.keys.at(-1), kind }) };
    const { document, at } = place;
    return {
        match,
        to: update.text,
        version: { tag: update.text },
        document,
        at,
        node: (0,new_node/* nestedMap */.UT)([first, ...rest], leaf),
    };
}
function wantedImage(match, { base, entryName, documents, digest, update }) {
    const target = (0,target_version/* targetVersion */.I)(base, { update, digest });
    if ('problem' in target)
        return target.problem;
    const { version } = target;
    const rename = (0,image_change/* renameOf */.gI)(base, update);
    const node = entryName === undefined
        ? valuesNode(base, { version, rename })
        : (0,entry_style/* newEntry */.b)({ name: entryName, newName: rename, version, styles: (0,entry_style/* neighbourStyles */.E)(documents[0]) });
    return 'code' in node ? node : { match, to: (0,image_change/* describeTarget */.ff)(version, rename), version, document: 0, at: [], node };
}
function valuesNode(base, wanted) {
    const [first = '', ...rest] = pathInValues(base) ?? [];
    const scalar = (text) => ({ scalar: text, type: 'string' });
    if (base.sites.some(({ part }) => part === 'reference'))
        return (0,new_node/* nestedMap */.UT)([first, ...rest], scalar((0,image_parts/* referenceText */.n5)(base, wanted)));
    const texts = (0,image_parts/* partTexts */.qi)(base, wanted);
    if ('code' in texts)
        return texts;
    // What has to go stands in the layer below: an empty text takes its place.
    const record = { map: new Map([...texts].map(([key, text]) => [key, scalar(text ?? '')])) };
    return first === '' ? record : (0,new_node/* nestedMap */.UT)([first, ...rest], record);
}

// EXTERNAL MODULE: ./src/environments/conventions.ts + 2 modules
var conventions = __nccwpck_require__(1649);
;// CONCATENATED MODULE: ./src/plan/creations.ts



/** Decides what `create-missing` makes of the shared places that a run concerns: one entry in each nearest file that builds on one. */
function planCreations(shared, options) {
    const matches = new Map();
    const refused = [];
    for (const match of shared) {
        for (const reader of readersFor(match, options.reach)) {
            const made = createFor(match, { ...options, reader });
            if ('reason' in made)
                refused.push({ pin: match.pin, reason: made.reason });
            else
                matches.set(`${reader.file}\n${made.pin.place}`, made);
        }
    }
    return { matches: [...matches.values()], refused };
}
// Values go into values files; where there are none, kustomize changes what they render to.
function readersFor({ pin, readers }, reach) {
    const nearest = reach.nearest(readers);
    const values = nearest.filter(({ via }) => via === 'values');
    return values.length > 0 && pin.format !== 'kustomize' && pin.format !== 'kubernetes' ? values : nearest;
}
function createFor(match, options) {
    const { reader, reach, requested, paths } = options;
    if (!paths.includes(reader.file))
        return { reason: `"path" leaves ${reader.file} out, where an entry could be made: add it` };
    const { pin: base, wanted } = match;
    const { application = base.application } = (0,conventions/* placeOf */.$)(reader.file, { requested });
    const pin = {
        ...base,
        file: reader.file,
        environment: reader.environment,
        ...(application !== undefined && { application }),
        reaches: [],
        sites: [],
        line: 1,
    };
    if (reader.via === 'values') {
        const path = pathInValues(base);
        if (!path)
            return { reason: `Its path can't be given a value of its own in ${reader.file}: edit that file by hand` };
        return { pin: { ...pin, place: `0:${path.join('.')}` }, wanted, creation: { base } };
    }
    if (!isKustomizeImage(base)) {
        return { reason: `kustomize's "images" don't reach this place: write a patch in ${reader.file} by hand` };
    }
    const entryName = yieldedName(base, { reader, reach });
    return {
        pin: { ...pin, format: 'kustomize', place: `images:${(0,image_reference/* canonicalImageName */.dW)(entryName)}` },
        wanted,
        creation: { base, entryName },
    };
}
/** Whether kustomize's `images` change a place: an entry of another kustomization, a container, and what a chart renders to. */
function isKustomizeImage(base) {
    if (base.kind !== 'image')
        return false;
    if (base.format === 'helm-values')
        return true;
    return (hasReferenceIn(base, /^(?:c|initC)ontainers$/) || (base.format === 'kustomize' && base.record?.path[0] === 'images'));
}
/** The name that an image has when it comes to a kustomization, after the `newName`s of the ones on the way. */
function yieldedName(base, { reader, reach }) {
    const below = reach
        .kustomizationsOver(base.file)
        .filter((file) => file !== base.file && file !== reader.file && reach.isOver(reader.file, { ...reader, file }));
    return below.reduce((name, file) => renamedBy(reach.kustomizations.get(file), name), base.writtenName);
}
function renamedBy(kustomization, name) {
    const { images } = (kustomization ?? {});
    const entries = Array.isArray(images) ? images : [];
    const entry = entries.find((each) => {
        const entryName = each?.name;
        return typeof entryName === 'string' && (0,image_reference/* canonicalImageName */.dW)(entryName) === (0,image_reference/* canonicalImageName */.dW)(name);
    });
    return typeof entry?.newName === 'string' && entry.newName !== '' ? entry.newName : name;
}

// EXTERNAL MODULE: ./src/versions/order.ts
var versions_order = __nccwpck_require__(9665);
;// CONCATENATED MODULE: ./src/plan/downgrade.ts

/** Looks at each image change: does it go back? */
function findDowngrades(changes) {
    const downgrades = [];
    const unknown = [];
    for (const { pin, version } of changes) {
        if (pin.kind !== 'image' || pin.current.tag === undefined || version.tag === undefined)
            continue;
        const order = (0,versions_order/* compareVersions */.Z)(pin.current.tag, version.tag);
        const place = { file: pin.file, line: pin.line };
        if (order === 'older') {
            const message = `${pin.writtenName} would go back from ${pin.current.tag} to ${version.tag}`;
            downgrades.push({
                code: 'downgrade',
                ...place,
                message,
                hint: 'Set "allow-downgrade" when that is what you want.',
            });
        }
        if (order === 'unknown') {
            const message = `whether ${version.tag} is newer than ${pin.current.tag} can't be told for ${pin.writtenName}`;
            unknown.push({ code: 'unknown-order', ...place, message });
        }
    }
    return { downgrades, unknown };
}

// EXTERNAL MODULE: ./src/plan/file-edits.ts + 1 modules
var file_edits = __nccwpck_require__(5399);
// EXTERNAL MODULE: ./src/environments/layers.ts + 1 modules
var environments_layers = __nccwpck_require__(4752);
// EXTERNAL MODULE: ./src/pins/reach.ts
var reach = __nccwpck_require__(9979);
// EXTERNAL MODULE: ./node_modules/picomatch/index.js
var picomatch = __nccwpck_require__(4006);
var picomatch_default = /*#__PURE__*/__nccwpck_require__.n(picomatch);
// EXTERNAL MODULE: ./src/edit/text.ts
var edit_text = __nccwpck_require__(165);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./src/edit/node-index.ts
var node_index = __nccwpck_require__(8663);
// EXTERNAL MODULE: ./src/pins/value-path.ts
var value_path = __nccwpck_require__(753);
;// CONCATENATED MODULE: ./src/pins/missing-values.ts





/** Looks for the place where a value could be added: the last keys of its path may be missing, nothing before them. */
function findMissingValue(documents, update) {
    const named = documents.filter((document) => (0,value_pins/* isNamed */.ev)(document, update));
    if (documents.length > 1 && named.length !== 1) {
        return { kind: named.length > 1 ? 'several-documents' : 'no-place' };
    }
    const [first, ...rest] = trailingKeys(update);
    if (first === undefined)
        return { kind: 'no-place' };
    const steps = update.steps.slice(0, update.steps.length - rest.length - 1);
    const document = named[0];
    const at = steps.length === 0 ? [] : document && pathOf(document, steps);
    if (!at || (documents.length > 0 && !document))
        return { kind: 'no-place' };
    return { kind: 'found', pin: missingPin(update, { document: document?.index ?? 0, at, keys: [first, ...rest] }) };
}
function trailingKeys({ steps }) {
    const last = steps.findLastIndex((step) => !('key' in step));
    return steps.slice(last + 1).flatMap((step) => ('key' in step ? [step.key] : []));
}
// Only where the steps lead to one map, and not through an alias: what is added there others would read too.
function pathOf(document, steps) {
    const [match, ...others] = (0,value_path/* findByPath */.s)(document, steps);
    if (!match || others.length > 0 || !(0,dist/* isMap */.jh)(match.node))
        return undefined;
    const { path } = (0,node_index/* locate */.x5)(document, match.node);
    return (0,yaml_path/* formatYamlPath */.q)(path) === (0,yaml_path/* formatYamlPath */.q)(match.path) ? path : undefined;
}
function missingPin(update, missing) {
    return {
        format: 'value',
        kind: 'value',
        name: update.path,
        names: [update.path],
        writtenName: update.path,
        current: {},
        sites: [],
        place: (0,yaml_path/* placeOfPath */.E)({ document: missing.document, path: [...missing.at, ...missing.keys] }),
        missing,
        line: 1,
    };
}

;// CONCATENATED MODULE: ./src/pins/scan-values.ts







/** Finds the places that `value` inputs name. */
async function scanValues({ tree, paths, updates, createMissing }) {
    const texts = new Map();
    const problems = [];
    const found = [];
    for (const update of updates) {
        const files = filesOf(paths, update);
        if (files.length === 0)
            problems.push(noSuchFile(update));
        const contents = await tree.read(files);
        const results = files.map((file) => ({
            file,
            ...readPins({ file, bytes: contents.get(file), update, createMissing }),
        }));
        for (const { file, problem, text } of results) {
            if (problem)
                problems.push(problem);
            if (text !== undefined)
                texts.set(file, text);
        }
        found.push({ update, pins: results.flatMap(({ pins }) => pins) });
    }
    return { found, texts, problems };
}
/** The files that an update names; by a pattern only those that can hold configuration, by their name. */
function filesOf(paths, { glob }) {
    return matchingPaths(paths, glob).filter((file) => file === withoutDot(glob) || (0,scan/* isScannedFile */.jT)(file));
}
function withoutDot(glob) {
    return glob.replace(/^(?:\.\/)+/, '');
}
/** The paths that a glob names; a path that is spelled out names itself, whatever characters it has. */
function matchingPaths(paths, glob) {
    const cleaned = withoutDot(glob);
    if (paths.includes(cleaned))
        return [cleaned];
    const isMatch = picomatch_default()(cleaned, { dot: true });
    return paths.filter((path) => isMatch(path));
}
function readPins({ file, bytes, update, createMissing }) {
    if (!bytes)
        return { pins: [], problem: { code: 'unreadable', file, message: 'is not a file that can be read' } };
    const decoded = (0,edit_text/* decodeText */.g7)(bytes);
    if (!decoded.ok)
        return { pins: [], problem: { ...decoded.problem, file } };
    const { text } = decoded;
    const parsed = (0,yaml_file/* parseYaml */.hN)((0,edit_view/* fileView */.eT)(text));
    if (!parsed.ok) {
        // A pattern takes templates along without being about them.
        const isMeant = withoutDot(update.glob) === file || !(0,scan/* isTemplate */.Fl)(text);
        return { pins: [], ...(isMeant && { problem: { ...parsed.problem, file } }) };
    }
    const perDocument = parsed.documents
        .map((document) => (0,value_pins/* findValuePins */.vk)(document, update))
        .filter((pins) => pins.length > 0);
    if (perDocument.length > 1) {
        return {
            pins: [],
            problem: severalDocuments(file, update, perDocument.map((pins) => pins[0]?.line ?? 0)),
        };
    }
    const missing = perDocument.length === 0 && createMissing ? findMissingValue(parsed.documents, update) : undefined;
    if (missing?.kind === 'several-documents')
        return { pins: [], problem: severalDocuments(file, update, []) };
    const pins = missing?.kind === 'found' ? [missing.pin] : perDocument.flat();
    return { text, pins: pins.map((pin) => ({ ...pin, file })) };
}
function noSuchFile(update) {
    const message = `no file matches ${JSON.stringify(update.glob)}`;
    return {
        code: 'no-such-file',
        message,
        hint: 'Paths are relative to the root of the config repo; "**" matches any folders.',
    };
}
function severalDocuments(file, update, lines) {
    return {
        code: 'ambiguous-value',
        file,
        line: lines[0] ?? 1,
        message: lines.length > 0
            ? `${update.path} stands in several documents of the file (lines ${lines.join(', ')})`
            : `the file has several documents, and ${update.path} stands in none of them`,
        hint: `Pick one by kind and name: "${update.glob}:Deployment/web#${update.path}=${update.text}".`,
    };
}

;// CONCATENATED MODULE: ./src/plan/update-request.ts
/** The environments that were named; none for `all` or no environment. */
function namedEnvironments(request) {
    return Array.isArray(request.environments) ? request.environments : [];
}
/** What was asked for, as the user wrote it. */
function describeWanted(wanted) {
    return wanted.kind === 'image'
        ? `image ${wanted.update.written}`
        : `value ${wanted.update.glob}:${wanted.update.path}`;
}

;// CONCATENATED MODULE: ./src/plan/find-matches.ts






/** Finds the pins of the images and values that are asked for, in every environment. */
async function findMatches({ tree, paths, allPaths, request }) {
    const index = (0,environments_layers/* indexPaths */.Ny)(allPaths);
    const names = [...new Set(request.images.flatMap(namesOf))];
    const images = await (0,scan/* scanImages */.so)({ tree, paths, index, names });
    const values = await scanValues({ tree, paths, updates: request.values, createMissing: request.createMissing });
    const wanted = [
        ...images.pins.flatMap((pin) => {
            const update = updateFor(pin, request.images);
            return update ? [{ pin, wanted: { kind: 'image', update } }] : [];
        }),
        ...values.found.flatMap(({ update, pins }) => pins.map((pin) => ({ pin, wanted: { kind: 'value', update } }))),
    ];
    const requested = namedEnvironments(request);
    const placed = await (0,reach/* placePins */.sP)(wanted.map(({ pin }) => pin), { tree, paths: allPaths, index, requested });
    return {
        matches: placed.pins.flatMap((pin, at) => (wanted[at] ? [{ pin, wanted: wanted[at].wanted }] : [])),
        reach: placed.reach,
        texts: new Map([...images.texts, ...values.texts]),
        problems: [...images.problems, ...values.problems],
        skipped: images.skipped,
    };
}
// A rename that was made already is found by the new name, so that the second run changes nothing.
function namesOf(update) {
    return [update.name, ...(update.newName === undefined ? [] : [(0,image_reference/* canonicalImageName */.dW)(update.newName)])];
}
function updateFor(pin, updates) {
    return (updates.find((update) => namesOf(update).includes(pin.name)) ??
        updates.find((update) => namesOf(update).some((name) => pin.names.includes(name))));
}

;// CONCATENATED MODULE: ./src/pins/similar-names.ts

/** Images of other registries or owners with the same last part: what somebody may have meant. Read only for an error message. */
async function findNamesLike(tree, paths, written) {
    const last = lastPart(written);
    const hits = (await tree.search(paths.filter(scan/* isScannedFile */.jT), [last])).slice(0, 200);
    const reader = new scan/* FileReader */.qg(tree);
    await reader.readAll(hits);
    const pins = hits.flatMap((file) => reader.file(file)?.pins ?? []);
    return pins
        .filter((pin) => lastPart(pin.writtenName) === last)
        .map(({ writtenName, file, line }) => ({ written: writtenName, file, line }));
}
function lastPart(name) {
    return name.slice(name.lastIndexOf('/') + 1);
}

// EXTERNAL MODULE: ./src/plan/selection.ts
var plan_selection = __nccwpck_require__(3189);
;// CONCATENATED MODULE: ./src/plan/missing.ts




/** What was asked for and is pinned nowhere, or nowhere in the environments and applications that were named. */
async function describeMissing(options) {
    const { request, found, selection } = options;
    const wanted = [
        ...request.images.map((update) => ({ kind: 'image', update })),
        ...request.values.map((update) => ({ kind: 'value', update })),
    ];
    const chosen = [...selection.matches, ...selection.shared];
    const missing = wanted.filter(({ update }) => !chosen.some((match) => match.wanted.update === update));
    const problems = [];
    for (const each of missing) {
        const elsewhere = found.matches.filter((match) => match.wanted.update === each.update);
        problems.push(elsewhere.length > 0 ? notPinnedHere(each, elsewhere, request) : await pinnedNowhere(each, options));
    }
    return problems;
}
function notPinnedHere(wanted, elsewhere, request) {
    const pinned = elsewhere.filter(({ pin }) => (0,pins_pin/* hasVersion */.X)(pin));
    const problem = pinned.length > 0 ? pinnedElsewhere(wanted, pinned, request) : namedOnly(wanted, elsewhere);
    const environments = namedEnvironments(request);
    const isNamedHere = ({ pin }) => !(0,pins_pin/* hasVersion */.X)(pin) && (environments.length === 0 || (0,plan_selection/* touchedBy */.Oq)(pin).some((each) => environments.includes(each)));
    if (!elsewhere.some(isNamedHere))
        return problem;
    return { ...problem, hint: `Set "create-missing" to write a version. ${problem.hint ?? ''}`.trim() };
}
function namedOnly(wanted, [first]) {
    const place = first && { file: first.pin.file, line: first.pin.line };
    return { code: 'not-pinned', ...place, message: `${describeWanted(wanted)} is named here, and has no version` };
}
function pinnedElsewhere(wanted, elsewhere, request) {
    const limits = [...namedEnvironments(request), ...request.applications].join(', ');
    const places = elsewhere.slice(0, 5).map(({ pin }) => {
        const environments = (0,plan_selection/* touchedBy */.Oq)(pin).join(', ') || 'no environment';
        return `${pin.file}:${pin.line} (${environments}${pin.application === undefined ? '' : `, application ${pin.application}`})`;
    });
    const more = elsewhere.length > 5 ? ` and ${elsewhere.length - 5} more` : '';
    return {
        code: 'not-pinned',
        message: `${describeWanted(wanted)} is not pinned in ${limits || 'the files that were named'}`,
        hint: `It is pinned in ${places.join('; ')}${more}.`,
    };
}
async function pinnedNowhere(wanted, { tree, paths, found }) {
    const message = `${describeWanted(wanted)} is pinned nowhere`;
    if (wanted.kind === 'value') {
        return {
            code: 'not-pinned',
            message,
            hint: 'Look the path up in the file; set "allow-missing" if this is no mistake.',
        };
    }
    const similar = await findNamesLike(tree, paths, wanted.update.written);
    const [first] = similar;
    const templates = found.skipped.map(({ file }) => file).slice(0, 3);
    const hint = first
        ? `Did you mean ${first.written} (${first.file}:${first.line})? Names are compared whole, never by their last part.`
        : templates.length > 0
            ? `It may stand in a template, which is not read: ${templates.join(', ')}.`
            : 'Check the name, or set "allow-missing" if this is no mistake.';
    return { code: 'not-pinned', message, hint };
}

// EXTERNAL MODULE: ./src/environments/config-path.ts
var config_path = __nccwpck_require__(1024);
;// CONCATENATED MODULE: ./src/environments/known-environments.ts


/** The environments of a repo by convention, by name. Only YAML, JSON, tfvars and `Kustomization` files count. */
function findEnvironments(paths) {
    const known = new Map();
    for (const path of paths) {
        const name = (0,config_path/* isConfigFile */.r)(path) ? (0,conventions/* placeOf */.$)(path).environment : undefined;
        if (name === undefined)
            continue;
        const seen = known.get(name);
        known.set(name, { name, files: (seen?.files ?? 0) + 1, example: seen?.example ?? path });
    }
    return [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** The error for an environment that no path belongs to: what there is, with an example each, and what may have been meant. */
function describeUnknownEnvironment(requested, known) {
    const names = known.map((environment) => environment.name);
    const guess = nearest(requested, names);
    const found = known.slice(0, 20).map(({ name, example }) => `${name} (${example})`);
    const more = known.length > found.length ? `, and ${known.length - found.length} more` : '';
    return {
        code: 'unknown-environment',
        message: `there is no environment ${JSON.stringify(requested)}` +
            (guess === undefined ? '' : `; did you mean ${JSON.stringify(guess)}?`),
        hint: found.length === 0
            ? 'no environment was found: a folder such as overlays/dev or environments/dev, or a file such as values-dev.yaml, makes one'
            : `found: ${found.join(', ')}${more}`,
    };
}
/** The name with the fewest edits, when these are few for its length, or one is the beginning of the other (`prod`, `production`). */
function nearest(name, candidates) {
    const text = name.toLowerCase();
    const ranked = candidates
        .map((candidate) => ({ candidate, edits: editsBetween(text, candidate.toLowerCase()) }))
        .sort((a, b) => a.edits - b.edits);
    const best = ranked[0];
    if (best !== undefined && best.edits <= Math.max(1, Math.floor(text.length / 3)))
        return best.candidate;
    return candidates.find((candidate) => isBeginning(candidate.toLowerCase(), text) || isBeginning(text, candidate.toLowerCase()));
}
function isBeginning(short, long) {
    return short.length >= 3 && long.startsWith(short);
}
/** Levenshtein distance (https://en.wikipedia.org/wiki/Levenshtein_distance, the version with two rows). */
function editsBetween(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}

;// CONCATENATED MODULE: ./src/plan/scope.ts




/** The paths that the `path` input leaves: those of its globs, less those of the globs that begin with `!`. */
function limitPaths(paths, globs) {
    const excluded = new Set(globs.filter((glob) => glob.startsWith('!')).flatMap((glob) => matchingPaths(paths, glob.slice(1))));
    const included = globs.filter((glob) => !glob.startsWith('!'));
    const base = included.length > 0 ? [...new Set(included.flatMap((glob) => matchingPaths(paths, glob)))] : paths;
    return base.filter((path) => !excluded.has(path));
}
/** The globs of the `path` input that name no file. */
function checkPaths(paths, globs) {
    const hint = 'Paths are relative to the root of the config repo; "**" matches any folders, "!" at the start excludes.';
    return globs
        .filter((glob) => !glob.startsWith('!') && matchingPaths(paths, glob).length === 0)
        .map((glob) => ({ code: 'no-such-file', message: `no file matches the path ${JSON.stringify(glob)}`, hint }));
}
/** The environments that were named and are not there. */
function checkEnvironments(paths, request) {
    const requested = namedEnvironments(request);
    if (requested.length === 0)
        return [];
    const known = findEnvironments(paths);
    const isKnown = (name) => known.some((each) => each.name === name) || paths.some((path) => (0,conventions/* placeOf */.$)(path, { requested }).environment === name);
    return requested.filter((name) => !isKnown(name)).map((name) => describeUnknownEnvironment(name, known));
}
/** The applications that were named and have none of the pins. */
function checkApplications(found, request) {
    const known = [...new Set(found.matches.flatMap(({ pin }) => pin.application ?? []))].sort();
    return request.applications
        .filter((name) => found.matches.length > 0 && !known.includes(name))
        .map((name) => ({
        code: 'unknown-application',
        message: `the application ${JSON.stringify(name)} has none of these pins`,
        hint: known.length > 0
            ? `They belong to ${known.join(', ')}.`
            : 'No application was found in the paths of these pins.',
    }));
}
/** Whether a file that can't be read matters: it could hold a pin of this run. */
function isInScope(file, request) {
    const requested = namedEnvironments(request);
    if (file === undefined || requested.length === 0)
        return true;
    const { environment } = (0,conventions/* placeOf */.$)(file, { requested });
    return environment === undefined || requested.includes(environment);
}

;// CONCATENATED MODULE: ./src/plan/texts.ts

/** The texts of files; one that is no UTF-8 text is missing from the answer. */
async function readTexts(tree, paths) {
    const contents = await tree.read([...new Set(paths)]);
    return new Map([...contents].flatMap(([path, bytes]) => {
        const decoded = (0,edit_text/* decodeText */.g7)(bytes);
        return decoded.ok ? [[path, decoded.text]] : [];
    }));
}

;// CONCATENATED MODULE: ./src/plan/update-plan.ts














/**
 * Chooses the new version of every pin that an update concerns, and makes the edits.
 * @param includes the part of an update that one proposal is about; the whole was planned, and found in order, before
 * @throws {DrawbridgeError} with every problem found: exit code 2 for what was asked wrongly, 3 for what a guard refuses
 */
async function planUpdate(tree, request, includes = undefined) {
    const modes = await readModes(tree);
    const allPaths = [...modes.keys()];
    const paths = limitPaths(allPaths, request.paths);
    stop(2, [...checkEnvironments(allPaths, request), ...checkPaths(allPaths, request.paths)]);
    const found = await findMatches({ tree, paths, allPaths, request });
    const selection = (0,plan_selection/* selectMatches */.Cj)(found.matches, request, found.reach);
    stop(2, [
        ...found.problems.filter(({ file }) => isInScope(file, request)),
        ...checkApplications(found, request),
        ...(selection.ambiguous.length > 0 ? [(0,plan_selection/* severalEnvironments */.f1)(selection.ambiguous, selection.matches)] : []),
    ]);
    if (!request.allowMissing && !includes)
        stop(2, await describeMissing({ tree, paths, request, found, selection }));
    const matches = chooseMatches(selection, { request, found, paths, includes });
    const created = matches.filter(({ creation, pin }) => creation || pin.missing).map(({ pin }) => pin.file);
    const texts = new Map([...found.texts, ...(await readTexts(tree, created))]);
    return makePlan({ matches, texts, request, modes });
}
/** Throws when there is a problem. */
function stop(exitCode, problems) {
    if (problems.length > 0)
        throw new errors/* DrawbridgeError */.ei(exitCode, problems);
}
async function readModes(tree) {
    const files = (await tree.list()).filter(({ mode }) => mode === '100644' || mode === '100755');
    return new Map(files.map(({ path, mode }) => [path, mode]));
}
/** The pins to edit or to make; a shared place is refused, unless an entry of its own takes its part. */
function chooseMatches({ matches, shared }, { request, found, paths, includes = () => true }) {
    const requested = namedEnvironments(request);
    if (!request.createMissing) {
        stop(3, shared.filter(({ pin }) => includes(pin)).map(({ pin }) => (0,plan_selection/* sharedPlace */.pT)(pin, requested)));
        return matches.filter(({ pin }) => includes(pin));
    }
    const creations = planCreations(shared, { reach: found.reach, requested, paths });
    stop(3, creations.refused.map(({ pin, reason }) => (0,plan_selection/* sharedPlace */.pT)(pin, requested, reason)));
    return [...matches, ...creations.matches].filter(({ pin }) => includes(pin));
}
function makePlan({ matches, texts, request, modes }) {
    const plans = planMatches(matches, { texts, request });
    stop(3, plans.flatMap(({ plan }) => (plan.kind === 'refused' ? [plan.problem] : [])));
    const changes = plans.flatMap(({ plan }) => (plan.kind === 'change' ? [plan.change] : []));
    const { downgrades, unknown } = findDowngrades(changes);
    const isRefused = !request.allowDowngrade && !request.isFilesOnly;
    if (isRefused)
        stop(3, downgrades);
    const edits = (0,file_edits/* editFiles */.k)({ changes, texts, modes });
    stop(3, edits.problems);
    return {
        changes,
        files: edits.files,
        unchanged: plans.flatMap(({ match, plan }) => (plan.kind === 'unchanged' ? [match.pin] : [])),
        warnings: [...(request.allowDowngrade ? [] : downgrades), ...unknown, ...(0,file_edits/* sharedAnchors */.o)(changes)],
    };
}
function planMatches(matches, { texts, request }) {
    const isNew = ({ creation, pin }) => creation !== undefined || pin.missing !== undefined;
    const files = [...new Set(matches.filter(isNew).map(({ pin }) => pin.file))];
    const textOf = (file) => texts.get(file) ?? '';
    return [
        ...matches
            .filter((match) => !isNew(match))
            .map((match) => ({ match, plan: planMatch(match, textOf(match.pin.file), request) })),
        ...files.flatMap((file) => {
            const inFile = matches.filter((match) => isNew(match) && match.pin.file === file);
            return planFileCreations(inFile, { text: textOf(file), digest: request.digest });
        }),
    ];
}
function planMatch({ pin, wanted }, text, { digest, createMissing }) {
    const quote = (0,quote_style/* quoteStyleOf */.X)(text);
    if (wanted.kind === 'value')
        return (0,value_change/* planValueChange */.f)(pin, { update: wanted.update, quote });
    return (0,image_change/* planImageChange */.p$)(pin, { update: wanted.update, digest, createMissing, quote });
}

// EXTERNAL MODULE: ./src/repo/auth.ts
var auth = __nccwpck_require__(2524);
;// CONCATENATED MODULE: ./src/pins/value-input.ts

/** Reads `FILE-GLOB:PATH=TEXT`: the first `:` ends the glob, the first `=` outside brackets and quotes ends the path. */
function parseValueInput(item) {
    const colon = item.indexOf(':');
    const equals = colon < 1 ? -1 : findEquals(item, colon + 1);
    if (equals === -1)
        return problem(item, 'is not FILE-GLOB:PATH=TEXT');
    const selected = /^([A-Za-z][\w.]*)\/([^#\s]+)#(.+)$/.exec(item.slice(colon + 1, equals));
    const path = selected?.[3] ?? item.slice(colon + 1, equals);
    const parsed = (0,value_path/* parseValuePath */.g)(path);
    if (!parsed.ok)
        return problem(item, `is not FILE-GLOB:PATH=TEXT: ${parsed.message}`);
    const forced = /^!!(str|int|bool)\s+/.exec(item.slice(equals + 1));
    const text = item.slice(equals + 1 + (forced?.[0].length ?? 0));
    const update = { glob: item.slice(0, colon), path, steps: parsed.steps, text };
    const wrong = forced && checkForced(forced[1] ?? '', text);
    if (wrong)
        return problem(item, wrong);
    return {
        ok: true,
        update: {
            ...update,
            ...(selected && { object: { kind: selected[1] ?? '', name: selected[2] ?? '' } }),
            ...(forced && { forced: forced[1] }),
        },
    };
}
function checkForced(type, text) {
    if (type === 'int' && !/^-?(?:0|[1-9]\d*)$/.test(text))
        return `forces !!int, and ${JSON.stringify(text)} is no whole number`;
    if (type === 'bool' && !/^(?:true|false)$/.test(text))
        return `forces !!bool: write true or false`;
    return undefined;
}
function findEquals(item, from) {
    let depth = 0;
    let isQuoted = false;
    for (let at = from; at < item.length; at++) {
        const character = item[at];
        if (character === '\\' && isQuoted)
            at++;
        else if (character === '"')
            isQuoted = !isQuoted;
        else if (isQuoted)
            continue;
        else if (character === '[')
            depth++;
        else if (character === ']')
            depth--;
        else if (character === '=' && depth === 0)
            return at;
    }
    return -1;
}
function problem(item, what) {
    const hint = 'Write for example "apps/web/values-dev.yaml:image.tag=1.4.0" or "apps/*/values.yaml:images[name=web].tag=1.4.0".';
    return { ok: false, problem: { code: 'invalid-value', message: `value ${JSON.stringify(item)} ${what}`, hint } };
}

// EXTERNAL MODULE: ./src/versions/image-grammar.ts
var image_grammar = __nccwpck_require__(8440);
// EXTERNAL MODULE: ./src/versions/tag-fields.ts
var tag_fields = __nccwpck_require__(1743);
// EXTERNAL MODULE: ./src/versions/version-parts.ts
var version_parts = __nccwpck_require__(4422);
;// CONCATENATED MODULE: ./src/versions/tag-kind.ts


/** First words of tags that move, whatever follows them: `latest-pg15`, `feature-42-login`, `pr-12`. */
const movingWords = new Set(('latest main master edge nightly stable mainline develop development devel trunk head tip rolling snapshot lts ' +
    'feature feat fix bugfix hotfix chore release dependabot renovate pr mr pull merge branch').split(' '));
/** What kind a tag is. The kinds that docker/metadata-action makes: https://github.com/docker/metadata-action#tags-input. */
function tagKind(tag) {
    const fields = (0,tag_fields/* tagFields */.E)(tag);
    const version = (0,version_parts/* parseVersion */.o)(tag);
    if (/^(?:pr|mr)-\d+$/.test(tag))
        return 'mutable';
    if (version !== undefined && version.numbers.length > 2 && !(0,tag_fields/* isStamp */.GI)(version.numbers.join('.')))
        return 'semver';
    if (fields.some(tag_fields/* isStamp */.GI))
        return 'date';
    if (commitOf(tag) !== undefined)
        return 'commit';
    if (version !== undefined && version.prefix === '' && version.prerelease === undefined)
        return 'partial';
    const first = fields[0]?.toLowerCase() ?? '';
    // Without any digit it names no version: a branch, an environment, a distribution.
    return movingWords.has(first) || !/\d/.test(tag) ? 'mutable' : 'other';
}
/** The hex id in a tag that names a commit: `abc1234` in `sha-abc1234` and `main-abc1234`. */
function commitOf(tag) {
    const named = /(?:^|[-_.])(?:sha|git)-([0-9a-f]{7,64})(?![A-Za-z0-9])/.exec(tag)?.[1];
    return named ?? (0,tag_fields/* tagFields */.E)(tag).find(tag_fields/* isCommit */.WM)?.replace(/^g/, '');
}

;// CONCATENATED MODULE: ./src/versions/image-merge.ts



/**
 * Makes one update of all that was given for one name. Tags of one push (docker/metadata-action gives `1.4.0`, `1.4`, `1`,
 * `latest`, `sha-…` together) become the one that says most and never moves; a digest of its own joins it. What still differs is
 * `conflicting-versions`.
 */
function mergeVersions(group) {
    const [first] = group;
    if (first === undefined)
        return { problems: [], warnings: [] };
    const tags = unique(group.map((item) => item.tag));
    const pick = pickTag(tags);
    const digests = unique(group.map((item) => item.digest));
    const newNames = uniqueNames(group.map((item) => item.newName));
    const conflicts = [
        ...(pick.rivals.length > 1 ? [conflict(first.written, 'tags', pick.rivals)] : []),
        ...(digests.length > 1 ? [conflict(first.written, 'digests', digests)] : []),
        ...(newNames.length > 1 ? [conflict(first.written, 'new names', newNames)] : []),
        ...(digests.length === 1 ? strayDigest(group, pick.tag) : []),
    ];
    if (conflicts.length > 0)
        return { problems: conflicts, warnings: [] };
    const image = {
        name: first.name,
        written: first.written,
        ...(newNames[0] === undefined ? {} : { newName: newNames[0] }),
        ...(pick.tag === undefined ? {} : { tag: pick.tag }),
        ...(digests[0] === undefined ? {} : { digest: digests[0] }),
    };
    return { image, problems: [], warnings: tagWarnings(image, tags) };
}
/** What a tag says about the image, the most telling first. */
const ranks = ['semver', 'date', 'commit', 'partial', 'other', 'mutable'];
/**
 * The tag to write; `rivals` are the tags between which nothing decides. Of words that move the first one is taken, which is
 * metadata-action's own main tag: they are accepted with a warning.
 */
function pickTag(tags) {
    const kind = ranks.find((rank) => tags.some((tag) => tagKind(tag) === rank));
    if (kind === 'mutable')
        return { ...(tags[0] === undefined ? {} : { tag: tags[0] }), rivals: [] };
    // `1.4` beside `1.4.2` is the same push, beside `1.5.0` it is another version.
    const contenders = kind === 'semver' ? [kind, 'partial'] : [kind];
    const rivals = tags.filter((tag) => contenders.includes(tagKind(tag)));
    const tag = rivals.find((candidate) => rivals.every((other) => covers(candidate, other)));
    return tag === undefined ? { rivals } : { tag, rivals: [] };
}
/** Whether the first tag says all that the second one says, so that both can be tags of one push. */
function covers(tag, other) {
    if (tag === other)
        return true;
    const [commit, otherCommit] = [commitOf(tag), commitOf(other)];
    if (tagKind(tag) === 'commit' && commit !== undefined && otherCommit !== undefined)
        return commit.startsWith(otherCommit);
    if (tagKind(tag) === 'date')
        return tag.includes(other);
    const [version, part] = [(0,version_parts/* parseVersion */.o)(tag), (0,version_parts/* parseVersion */.o)(other)];
    if (version === undefined || part === undefined)
        return false;
    if (version.prefix !== part.prefix || version.flavour !== part.flavour)
        return false;
    if (JSON.stringify(version.prerelease) !== JSON.stringify(part.prerelease))
        return false;
    return part.numbers.every((number, i) => number === version.numbers[i]);
}
/** A digest that was given with a tag that is not taken may be that of another image. */
function strayDigest(group, tag) {
    const owners = group.filter((item) => item.digest !== undefined);
    if (tag === undefined || owners.some((item) => item.tag === undefined || item.tag === tag))
        return [];
    const [owner] = owners;
    return owner === undefined ? [] : [conflict(owner.written, 'versions', [tag, `${owner.tag}@${owner.digest}`])];
}
function conflict(written, what, values) {
    return {
        code: 'conflicting-versions',
        message: `${written} is given different ${what}: ${values.join(', ')}`,
        hint: 'give each image one version in a run',
    };
}
function tagWarnings(image, tags) {
    const { tag, written } = image;
    if (tag === undefined)
        return [];
    const others = tags.filter((other) => other !== tag);
    const picked = {
        code: 'tag-picked',
        message: `${written}: took ${tag}, ${reasons[tagKind(tag)]}, and left ${others.join(', ')}`,
    };
    const moves = {
        code: 'mutable-tag',
        message: `${written}:${tag} moves: the same text can name another image tomorrow`,
        hint: 'give a tag that is pushed once (a version, sha-…), or add the digest',
    };
    return [...(others.length > 0 ? [picked] : []), ...(tagKind(tag) === 'mutable' ? [moves] : [])];
}
const reasons = {
    semver: 'a full version',
    date: 'which has a date',
    commit: 'which names a commit',
    partial: 'the fullest version given',
    other: 'which is no moving word',
    mutable: 'the first of those that move',
};
function unique(values) {
    return [...new Set(values)].filter((value) => value !== undefined);
}
/** `nginx` and `docker.io/library/nginx` are one name: the first writing stays. */
function uniqueNames(values) {
    const names = unique(values);
    return names.filter((name, i) => names.findIndex((other) => (0,image_reference/* canonicalImageName */.dW)(other) === (0,image_reference/* canonicalImageName */.dW)(name)) === i);
}

;// CONCATENATED MODULE: ./src/versions/image-input.ts



/**
 * The `image` input: `name:tag`, `name@digest`, `name:tag@digest`, or `name=new-name:tag…`. An item may be a text of several lines
 * or separated by commas, as the `tags` output of docker/metadata-action is
 * (https://github.com/docker/metadata-action#outputs); items of one name become one update.
 */
function parseImageInput(items) {
    const problems = [];
    const warnings = [];
    const groups = new Map();
    for (const item of splitItems(items)) {
        const update = parseItem(item);
        if ('code' in update)
            problems.push(update);
        else
            groups.set(update.name, [...(groups.get(update.name) ?? []), update]);
    }
    const images = [];
    for (const group of groups.values()) {
        const merged = mergeVersions(group);
        problems.push(...merged.problems);
        warnings.push(...merged.warnings);
        if (merged.image !== undefined)
            images.push(merged.image);
    }
    return { images, problems, warnings };
}
/** No reference has a comma or a line end in it. An empty item between commas or a blank line says nothing. */
function splitItems(items) {
    const texts = items.flatMap((item) => item.split(/[\r\n,]+/));
    return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
}
function parseItem(item) {
    const equals = item.indexOf('=');
    const left = item.slice(0, Math.max(0, equals)).trim();
    if (equals >= 0 && !(0,image_grammar/* isImageName */.lS)(left))
        return checkRenamed(item, left);
    const parsed = (0,image_reference/* parseImageReference */.o_)(item.slice(equals + 1).trim());
    if (!parsed.ok)
        return parsed.problem;
    const { written, tag, digest } = parsed.reference;
    if (tag === undefined && digest === undefined)
        return versionMissing(item);
    return {
        ...(equals < 0
            ? { name: parsed.reference.canonical, written }
            : { name: (0,image_reference/* canonicalImageName */.dW)(left), written: left, newName: written }),
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
/** What stands before `=` has to be a bare name. */
function checkRenamed(item, left) {
    const parsed = (0,image_reference/* parseImageReference */.o_)(left);
    if (!parsed.ok)
        return parsed.problem;
    return {
        code: 'image-name',
        message: `${JSON.stringify(item)} has a version before "="`,
        hint: `the version stands behind the new name: ${parsed.reference.written}=new-name:tag`,
    };
}
function versionMissing(item) {
    return {
        code: 'image-version-missing',
        message: `${JSON.stringify(item)} has neither a tag nor a digest`,
        hint: `write ${item}:TAG, ${item}@sha256:… or ${item}:TAG@sha256:…`,
    };
}

;// CONCATENATED MODULE: ./src/commands/read-request.ts


/** Turns the inputs of `update` into what is asked for, with every problem in them. */
function readUpdateRequest(inputs) {
    const images = parseImageInput(inputs.image);
    const values = inputs.value.map(parseValueInput);
    const problems = [
        ...images.problems,
        ...values.flatMap((value) => (value.ok ? [] : [value.problem])),
        ...(inputs.image.length + inputs.value.length === 0 ? [nothingAsked] : []),
    ];
    const isAll = inputs.environment.includes('all');
    const request = {
        images: images.images,
        values: values.flatMap((value) => (value.ok ? [value.update] : [])),
        digest: inputs.digest,
        environments: isAll ? 'all' : inputs.environment.length > 0 ? inputs.environment : undefined,
        applications: inputs.application,
        paths: inputs.path,
        createMissing: inputs['create-missing'],
        allowMissing: inputs['allow-missing'],
        allowDowngrade: inputs['allow-downgrade'],
        isFilesOnly: inputs.delivery === 'files',
    };
    return { request, problems, warnings: images.warnings };
}
const nothingAsked = {
    code: 'nothing-asked',
    message: 'no version to write was given',
    hint: 'Give "image" (ghcr.io/acme/web:1.4.0) or "value" (apps/web/values-dev.yaml:image.tag=1.4.0).',
};

;// CONCATENATED MODULE: ./src/commands/update.ts










/** `drawbridge update`: writes new versions into a config repo and delivers them. */
async function update(inputs, host, given) {
    const { request, problems, warnings } = readUpdateRequest(inputs);
    const server = readServer(inputs.token, host.env);
    const all = [...given, ...problems, ...findDeliveryProblems(inputs, server, host.env)];
    if (all.length > 0)
        throw new errors/* DrawbridgeError */.ei(2, all);
    const run = {
        command: 'update',
        inputs,
        host,
        server,
        facts: readFacts(inputs, host),
        plan: (tree, includes) => planUpdate(tree, request, includes),
    };
    return deliver(run, async (delivered) => ({
        ...tell(delivered, warnings),
        renders: inputs.render === 'auto' && host.env.GITHUB_STEP_SUMMARY ? await render(delivered) : [],
    }));
}
function tell({ plan, proposals, failures, ...delivered }, warnings) {
    const changed = plan.changes.length > 0;
    const result = {
        outcome: failures.length > 0 ? outcomeOf(failures) : changed ? 'changed' : 'unchanged',
        changed,
        changes: plan.changes.map(report_result/* reportChange */.R),
        files: plan.files.map(({ path }) => path),
        proposals,
        blocked: [],
        warnings: distinct([...warnings, ...plan.warnings, ...delivered.warnings]),
        errors: distinct(failures.flatMap((failure) => failure.problems)),
    };
    return { result, exitCode: exitCodeOf(failures), files: plan.files, unchanged: plan.unchanged, renders: [] };
}
// Each try, and the base as well as the proposal, may find the same.
function distinct(problems) {
    return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
async function render({ tree, plan }) {
    const { renderChange } = await Promise.all(/* import() */[__nccwpck_require__.e(615), __nccwpck_require__.e(468)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3468));
    return renderChange(tree, plan.files);
}
function readFacts(inputs, host) {
    const found = readCiFacts(host.env);
    const runUrl = inputs['run-url'] ?? found.runUrl;
    return {
        ...found,
        ...(inputs.source !== undefined && { source: inputs.source }),
        ...(inputs.actor !== undefined && { actor: inputs.actor }),
        ...(runUrl !== undefined && { runUrl: (0,auth/* splitUrlCredentials */.CN)(runUrl).url }),
    };
}

;// CONCATENATED MODULE: ./src/commands/run-command.ts



/**
 * Runs a command; whatever goes wrong becomes an outcome.
 * @param problems what was wrong with the inputs already: told together with what else is
 */
async function runCommand(inputs, host, problems = []) {
    try {
        return await update(inputs, host, problems);
    }
    catch (error) {
        return failedOutcome((0,errors/* asDrawbridgeError */.C)(error));
    }
}


/***/ }),

/***/ 435:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ addToDocument)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./src/edit/text.ts
var edit_text = __nccwpck_require__(165);
;// CONCATENATED MODULE: ./src/edit/addition-site.ts

/** Where a node begins. */
function startOf(node) {
    return node?.range?.[0] ?? 0;
}
/** Where a node ends. */
function endOf(node) {
    return node?.range?.[1];
}
/** The column at which a node begins. */
function columnOf(view, node) {
    const start = startOf(node);
    return start - (0,edit_text/* startOfLine */.C2)(view.text, start);
}

// EXTERNAL MODULE: ./src/edit/new-node.ts
var new_node = __nccwpck_require__(9135);
// EXTERNAL MODULE: ./src/edit/node-index.ts
var node_index = __nccwpck_require__(8663);
// EXTERNAL MODULE: ./src/edit/pairs.ts
var pairs = __nccwpck_require__(1953);
// EXTERNAL MODULE: ./src/edit/scalar.ts
var scalar = __nccwpck_require__(5094);
// EXTERNAL MODULE: ./src/edit/sites.ts
var sites = __nccwpck_require__(8920);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __nccwpck_require__(2157);
;// CONCATENATED MODULE: ./src/edit/fill-empty.ts








/** `tag:` or `tag: null`: nothing at all. */
function isEmptyScalar(node) {
    return (0,dist/* isScalar */.jn)(node) && node.value === null && !node.anchor && !node.tag;
}
/** `tag: ""`: a place that is made for a text and holds none yet. */
function isEmptyText(node) {
    return (0,dist/* isScalar */.jn)(node) && node.value === '' && !node.anchor;
}
/** Puts a map or list where a key has an empty value, `{}` or `[]`: on the lines below where that can be. */
function fillEmpty(site, { node, path, column, pair, added }) {
    const { view, layout, document } = site;
    const range = node.range;
    if (!range)
        return undefined;
    const expected = (0,new_node/* expectNode */.Cq)(added, { document: document.index, path });
    if (layout.isJson || (0,node_index/* locate */.x5)(document, node).inFlow) {
        const empty = range[0] === range[1] ? (0,sites/* scalarSite */.qJ)(document, node) : undefined;
        const [start, end] = empty ? [empty.start, empty.end] : range;
        return { edits: [{ start, end, text: (empty ? ' ' : '') + (0,new_node/* flowText */.KH)(added, layout) }], expected };
    }
    const eol = (0,edit_text/* lineEndingAt */.Bu)(view.text, range[0]);
    const inner = pair ? column + ('map' in added ? layout.indentStep : layout.listIndent) : 0;
    const lines = 'map' in added ? (0,new_node/* blockLines */.B4)(added, inner, layout) : (0,new_node/* itemLines */.Lt)(added, inner, layout);
    if (!pair)
        return { edits: [{ start: range[0], end: range[1], text: lines.join(eol) }], expected };
    const gap = /[ \t]*$/.exec(view.text.slice(0, range[0]))?.[0].length ?? 0;
    const cut = range[1] > range[0] ? [{ start: range[0] - gap, end: range[1], text: '' }] : [];
    return { edits: [...cut, (0,pairs/* insertLines */.FN)(view.text, { after: range[1], lines })], expected };
}
/** Puts a text where a key has an empty one. */
function setEmpty({ document, layout }, { node, added }) {
    const site = (0,sites/* scalarSite */.qJ)(document, node);
    if (!site)
        return undefined;
    const { source } = (0,scalar/* formatScalar */.k)(site, { value: added.scalar, type: added.type, quote: layout.quote });
    const place = (0,yaml_path/* placeOfPath */.E)({ document: document.index, path: site.path });
    return {
        edits: [{ start: site.start, end: site.end, text: source }],
        expected: [{ place, value: added.scalar, mustBeString: added.type === 'string' }],
    };
}
/** A file with nothing in it, or nothing but comments and markers. */
function startDocument({ view, documents, layout }, added) {
    if (/^\.\.\./m.test(view.text))
        return undefined;
    const expected = (0,new_node/* expectNode */.Cq)(added, { document: documents[0]?.index ?? 0, path: [] });
    const lines = layout.isJson ? [(0,new_node/* flowText */.KH)(added, layout)] : (0,new_node/* blockLines */.B4)(added, 0, layout);
    const { length } = view.text;
    if (/^\ufeff?$/.test(view.text))
        return { edits: [{ start: length, end: length, text: `${lines.join('\n')}\n` }], expected };
    return { edits: [(0,pairs/* insertLines */.FN)(view.text, { after: length, lines })], expected };
}

// EXTERNAL MODULE: ./src/edit/yaml-file.ts
var yaml_file = __nccwpck_require__(1580);
;// CONCATENATED MODULE: ./src/edit/additions.ts








/**
 * Adds data to a map of a document: new keys after the last one of their map (at the root, at the end of the text), new items
 * after the last one of their list, in the style of what is there.
 * @param at the path of the map
 * @returns `undefined` where other data are in the way: another value, an alias, the end of one of several documents
 */
function addToDocument(target, at, added) {
    const { document } = target;
    if (at.length === 0 && (!document?.root || isEmptyScalar(document.root))) {
        return target.documents.length < 2 ? startDocument(target, added) : undefined;
    }
    const node = document && nodeAt(document.root, at);
    return document && node ? addTo({ ...target, document }, { node, path: at, column: 0, added }) : undefined;
}
function nodeAt(root, path) {
    return path.reduce((node, step) => (0,yaml_file/* childNodes */.EK)(node).findLast(([key]) => key === step)?.[1], root);
}
function addTo(site, spot) {
    const { node, added } = spot;
    if ('scalar' in added)
        return isEmptyScalar(node) || isEmptyText(node) ? setEmpty(site, { ...spot, added }) : undefined;
    // What is added to an anchor, others would read too.
    if ((0,dist/* isNode */.Ll)(node) && (0,node_index/* aliasesOf */.QI)(site.document, node).lines.length > 0)
        return undefined;
    if (isEmptyScalar(node) || ((0,dist/* isMap */.jh)(node) && node.items.length === 0) || ((0,dist/* isSeq */.oP)(node) && node.items.length === 0)) {
        return (0,dist/* isSeq */.oP)(node) === 'list' in added || (0,dist/* isScalar */.jn)(node) ? fillEmpty(site, { ...spot, added }) : undefined;
    }
    if ('map' in added)
        return (0,dist/* isMap */.jh)(node) ? addToMap(site, { ...spot, node, added }) : undefined;
    return (0,dist/* isSeq */.oP)(node) ? addToList(site, { ...spot, node, added }) : undefined;
}
function addToMap(site, spot) {
    const { node, path } = spot;
    const column = columnOf(site.view, node.items[0]?.key);
    const missing = new Map();
    const additions = [];
    for (const [key, added] of spot.added.map) {
        const pair = node.items.findLast((each) => (0,yaml_file/* keyText */.Pu)(each.key) === key);
        if (!pair)
            missing.set(key, added);
        else
            additions.push(addTo(site, { node: pair.value, path: [...path, key], column, pair, added }));
    }
    if (missing.size > 0)
        additions.push(appendPairs(site, { node, path, added: { map: missing } }));
    return merge(additions);
}
function merge(additions) {
    const all = additions.filter((addition) => addition !== undefined);
    if (all.length < additions.length)
        return undefined;
    return { edits: all.flatMap(({ edits }) => edits), expected: all.flatMap(({ expected }) => expected) };
}
function appendPairs(site, { node, path, added }) {
    const { view, layout, document } = site;
    const expected = [...added.map].flatMap(([key, value]) => (0,new_node/* expectNode */.Cq)(value, { document: document.index, path: [...path, key] }));
    const last = node.items.at(-1);
    if (node.flow) {
        const texts = [...added.map].map(([key, value]) => `${(0,new_node/* formatKey */.TD)(key, layout)}: ${(0,new_node/* flowText */.KH)(value, layout)}`);
        return { edits: [appendInFlow(view, { first: last?.key, last: last?.value ?? last?.key, texts })], expected };
    }
    const lines = (0,new_node/* blockLines */.B4)(added, columnOf(view, node.items[0]?.key), layout);
    return { edits: [(0,pairs/* insertLines */.FN)(view.text, { after: endOfMap(site, node), lines })], expected };
}
// At the root the end of the text is the place, behind the last comments, unless another document or `...` follows.
function endOfMap({ view, documents }, node) {
    const isRoot = documents.length === 1 && documents[0]?.root === node && !/^\.\.\./m.test(view.text);
    const last = node.items.at(-1);
    return isRoot ? view.text.length : (endOf(last?.value) ?? endOf(last?.key) ?? 0);
}
function addToList(site, { node, path, added: { list } }) {
    const { view, document } = site;
    const expected = list.flatMap((item, index) => (0,new_node/* expectNode */.Cq)(item, { document: document.index, path: [...path, node.items.length + index] }));
    const last = node.items.at(-1);
    if (node.flow) {
        const texts = list.map((item) => (0,new_node/* flowText */.KH)(item, site.layout));
        return { edits: [appendInFlow(view, { first: last, last, texts })], expected };
    }
    const dashAt = node.range?.[0] ?? 0;
    const dash = /^-[ ]+/.exec(view.text.slice(dashAt, startOf(node.items[0])))?.[0] ?? '- ';
    const lines = (0,new_node/* itemLines */.Lt)({ list }, dashAt - (0,edit_text/* startOfLine */.C2)(view.text, dashAt), { ...site.layout, dash });
    return { edits: [(0,pairs/* insertLines */.FN)(view.text, { after: endOf(last) ?? 0, lines })], expected };
}
// After a comma; on a line of its own where the last one has its own too.
function appendInFlow(view, options) {
    const start = startOf(options.first);
    const lead = view.text.slice((0,edit_text/* startOfLine */.C2)(view.text, start), start);
    const gap = lead.trim() === '' ? (0,edit_text/* lineEndingAt */.Bu)(view.text, start) + lead : ' ';
    const at = endOf(options.last) ?? 0;
    return { start: at, end: at, text: options.texts.map((text) => `,${gap}${text}`).join('') };
}


/***/ }),

/***/ 4758:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ innerDocuments)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _sites_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8920);
/* harmony import */ var _view_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4479);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1580);




/** YAML in YAML in YAML: nobody writes more, and each level is parsed anew. */
const maxLevels = 3;
/**
 * The documents of the YAML text in a literal block scalar (`values: |`), as views into the same file; none when the node is
 * something else, or its text is no map or list.
 * @param level how many block scalars the document of the node stands in itself
 */
function innerDocuments(document, node, level) {
    if (level >= maxLevels || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || node.type !== 'BLOCK_LITERAL' || !node.range)
        return [];
    const { view } = document;
    const [start, end] = node.range;
    if (!/^\s*(?:- )?["\w./-]+:(?:\s|$)/m.test(view.text.slice(start, end)))
        return [];
    const parsed = (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__/* .parseYaml */ .hN)((0,_view_js__WEBPACK_IMPORTED_MODULE_3__/* .literalView */ .Jo)(view, { start, end, indent: (0,_sites_js__WEBPACK_IMPORTED_MODULE_1__/* .blockIndentOf */ .fj)(node, view.text) }));
    return parsed.ok ? parsed.documents.filter(({ root }) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(root)) : [];
}


/***/ }),

/***/ 9168:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ layoutOf)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(165);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1580);



/** Looking further tells nothing new. */
const maxNodes = 10_000;
/** How a file lays out its data: the first map in a map, and the first list in a map, are taken for the rest. */
function layoutOf(documents, { isJson, quote }) {
    const found = {};
    for (const document of documents) {
        for (const map of blockMaps(document.root)) {
            const column = columnOf(document, map);
            for (const [, child] of (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .childNodes */ .EK)(map)) {
                if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(child) && !child.flow)
                    found.indentStep ??= columnOf(document, child) - column;
                if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(child) && !child.flow)
                    found.listIndent ??= columnOf(document, child) - column;
            }
        }
    }
    return { indentStep: found.indentStep ?? 2, listIndent: found.listIndent ?? 0, dash: '- ', isJson, quote };
}
function* blockMaps(root) {
    const queue = root ? [root] : [];
    for (let at = 0; at < queue.length && at < maxNodes; at++) {
        const node = queue[at];
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) && !node.flow)
            yield node;
        for (const [, child] of (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .childNodes */ .EK)(node))
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(child))
                queue.push(child);
    }
}
function columnOf({ view }, node) {
    const start = node.range?.[0] ?? 0;
    return start - (0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .startOfLine */ .C2)(view.text, start);
}


/***/ }),

/***/ 9135:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ blockLines),
/* harmony export */   Cq: () => (/* binding */ expectNode),
/* harmony export */   KH: () => (/* binding */ flowText),
/* harmony export */   Lt: () => (/* binding */ itemLines),
/* harmony export */   MT: () => (/* binding */ mergeMaps),
/* harmony export */   TD: () => (/* binding */ formatKey),
/* harmony export */   UT: () => (/* binding */ nestedMap)
/* harmony export */ });
/* unused harmony export mergeNodes */
/* harmony import */ var _scalar_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5094);
/* harmony import */ var _yaml_path_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2157);


/** `{a: {b: …}}`. */
function nestedMap([first, ...rest], leaf) {
    const node = rest.reduceRight((inner, key) => ({ map: new Map([[key, inner]]) }), leaf);
    return { map: new Map([[first, node]]) };
}
/** The union of several maps, and of several lists one after the other; of two scalars at one place, the last one. */
function mergeNodes(nodes) {
    const lists = nodes.flatMap((node) => ('list' in node ? [node] : []));
    if (nodes.length > 0 && lists.length === nodes.length)
        return { list: lists.flatMap(({ list }) => list) };
    const maps = nodes.flatMap((node) => ('map' in node ? [node] : []));
    return maps.length < nodes.length ? nodes.at(-1) : mergeMaps(maps);
}
/** The union of several maps. */
function mergeMaps(maps) {
    const keys = [...new Set(maps.flatMap(({ map }) => [...map.keys()]))];
    const entries = keys.flatMap((key) => {
        const merged = mergeNodes(maps.flatMap(({ map }) => map.get(key) ?? []));
        return merged ? [[key, merged]] : [];
    });
    return { map: new Map(entries) };
}
/** The lines of a map's pairs in block style, from a column on. */
function blockLines({ map }, column, layout) {
    const pad = ' '.repeat(column);
    return [...map].flatMap(([key, node]) => {
        const start = `${pad}${formatKey(key, layout)}:`;
        if ('scalar' in node)
            return [`${start} ${formatNew(node, { layout, inFlow: false })}`];
        if ('map' in node)
            return [start, ...blockLines(node, column + layout.indentStep, layout)];
        return [start, ...itemLines(node, column + layout.listIndent, layout)];
    });
}
/** The lines of a list's items in block style, the dashes in a column. */
function itemLines({ list }, column, layout) {
    return list.flatMap((node) => {
        if (!('map' in node))
            return [`${' '.repeat(column)}${layout.dash}${flowText(node, layout)}`];
        const [first = '', ...rest] = blockLines(node, column + layout.dash.length, layout);
        return [`${' '.repeat(column)}${layout.dash}${first.trimStart()}`, ...rest];
    });
}
/** The data on one line, in flow style; JSON where the file is JSON. */
function flowText(node, layout) {
    if ('scalar' in node)
        return formatNew(node, { layout, inFlow: true });
    if ('list' in node)
        return `[${node.list.map((item) => flowText(item, layout)).join(', ')}]`;
    return `{${[...node.map].map(([key, value]) => `${formatKey(key, layout)}: ${flowText(value, layout)}`).join(', ')}}`;
}
/** A key as it is written. */
function formatKey(key, { isJson, quote }) {
    return (0,_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .formatInline */ .z)({ style: 'plain', inFlow: true, isJson }, { value: key, type: 'string', quote });
}
function formatNew(node, { layout, inFlow }) {
    const { isJson, quote } = layout;
    const style = !isJson && (node.style === 'single' || node.style === 'double') ? node.style : 'plain';
    return (0,_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .formatInline */ .z)({ style, inFlow, isJson }, { value: node.scalar, type: node.type, quote });
}
/** What reading the file gives where a node is written. */
function expectNode(node, { document, path }) {
    const place = (0,_yaml_path_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOfPath */ .E)({ document, path });
    if ('scalar' in node)
        return [{ place, value: node.scalar, mustBeString: node.type === 'string' }];
    const children = 'map' in node ? [...node.map] : [...node.list.entries()];
    const container = 'map' in node ? 'map' : 'list';
    return [
        { place, container },
        ...children.flatMap(([step, child]) => expectNode(child, { document, path: [...path, step] })),
    ];
}


/***/ }),

/***/ 8663:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jb: () => (/* binding */ textOfScalar),
/* harmony export */   QI: () => (/* binding */ aliasesOf),
/* harmony export */   Zg: () => (/* binding */ resolveAlias),
/* harmony export */   ws: () => (/* binding */ scalarText),
/* harmony export */   x5: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1580);


// Made once for each document and only when asked for: looking a single alias up takes a walk over the whole document.
const indexes = new WeakMap();
function indexOf(document) {
    const known = indexes.get(document);
    if (known)
        return known;
    const index = makeIndex(document.root);
    indexes.set(document, index);
    return index;
}
function makeIndex(root) {
    const parents = new Map();
    const targets = new Map();
    const readers = new Map();
    const anchors = new Map();
    const stack = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node))
            continue;
        const target = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? anchors.get(node.source) : undefined;
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) && target) {
            targets.set(node, target);
            const known = readers.get(target);
            if (known)
                known.push(node);
            else
                readers.set(target, [node]);
        }
        // An anchor may be written twice: an alias reads the last one before it.
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) && node.anchor)
            anchors.set(node.anchor, node);
        for (const [step, child, key] of (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .childNodes */ .EK)(node).reverse()) {
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(child))
                parents.set(child, { node, step });
            stack.push(child ?? null, key ?? null);
        }
    }
    return { parents, targets, readers };
}
/** The node behind an alias; other nodes are given back as they are. `undefined` for an alias of no anchor. */
function resolveAlias(document, node) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
        return indexOf(document).targets.get(node);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) ? node : undefined;
}
/** The text of a scalar as it is written (plain) or means (quoted); `undefined` for anything else. Follows an alias. */
function scalarText(document, node) {
    const scalar = resolveAlias(document, node);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(scalar) ? textOfScalar(scalar) : undefined;
}
/** The text of a scalar as it is written (plain) or means (quoted). */
function textOfScalar(scalar) {
    if (scalar.type === 'PLAIN')
        return scalar.source ?? '';
    return typeof scalar.value === 'string' ? scalar.value : String(scalar.value ?? '');
}
/** Where a node is written: its path from the root, and whether it stands inside `{}` or `[]`. */
function locate(document, node) {
    const { parents } = indexOf(document);
    const path = [];
    let inFlow = false;
    for (let at = parents.get(node); at; at = parents.get(at.node)) {
        path.unshift(at.step);
        inFlow ||= 'flow' in at.node && at.node.flow === true;
    }
    return { path, inFlow };
}
/** Nobody reads a longer list of lines. */
const maxAliases = 20;
/** The first lines of the file on which aliases read a node, or a map or list that holds it; with the anchors' names. */
function aliasesOf(document, node) {
    const { parents, readers } = indexOf(document);
    const aliases = [];
    for (let at = node; at && aliases.length < maxAliases; at = parents.get(at)?.node) {
        aliases.push(...(readers.get(at) ?? []).slice(0, maxAliases));
    }
    const lines = aliases.flatMap(({ range }) => (range ? [document.view.lineOf(range[0])] : []));
    return {
        anchors: [...new Set(aliases.map(({ source }) => source))],
        lines: [...new Set(lines)].sort((a, b) => a - b).slice(0, maxAliases),
    };
}


/***/ }),

/***/ 1953:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FN: () => (/* binding */ insertLines),
/* harmony export */   WH: () => (/* binding */ insertAfter),
/* harmony export */   Xe: () => (/* binding */ replacePair),
/* harmony export */   gC: () => (/* binding */ deletePair)
/* harmony export */ });
/* unused harmony export formatPair */
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(165);

/** `key: source`. */
function formatPair({ key, source, isJson }) {
    return `${isJson ? JSON.stringify(key) : key}: ${source}`;
}
/** Puts new pairs after a pair of the same map, in its style: on lines of their own, or after commas. */
function insertAfter(text, pair, added) {
    const written = added.map(formatPair);
    const lead = text.slice((0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .startOfLine */ .C2)(text, pair.keyStart), pair.keyStart);
    const eol = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEndingAt */ .Bu)(text, pair.keyStart);
    if (pair.inFlow) {
        const gap = lead.trim() === '' ? eol + lead : ' ';
        return { start: pair.valueEnd, end: pair.valueEnd, text: written.map((each) => `,${gap}${each}`).join('') };
    }
    return insertLines(text, { after: pair.valueEnd, lines: written.map((each) => ' '.repeat(lead.length) + each) });
}
/** Puts whole lines behind the line on which a value ends. */
function insertLines(text, { after, lines }) {
    const eol = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .lineEndingAt */ .Bu)(text, Math.max(0, after - 1));
    // The value of a block scalar, and a map or list that ends with one, end behind their last line break.
    const isBehindBreak = after === 0 || text[after - 1] === '\n';
    const at = isBehindBreak ? after : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .endOfLine */ .vT)(text, after);
    const written = lines.map((line) => (isBehindBreak ? line + eol : eol + line)).join('');
    return { start: at, end: at, text: written };
}
/**
 * Puts another key and value in place of a pair's. `undefined` when the value has an anchor: aliases may read it.
 */
function replacePair(pair, added) {
    if (pair.hasAnchor)
        return undefined;
    return { start: pair.keyStart, end: pair.valueEnd, text: formatPair(added) };
}
/**
 * Takes a pair out of its map: its line, or its part of a flow map with one comma. A comment on its line goes with it.
 * `undefined` when that would change what surrounds it: it is the only pair of the map, comments of the next pair would go too,
 * or aliases may read its value.
 */
function deletePair(text, pair) {
    if (pair.hasAnchor || (pair.previousValueEnd === undefined && pair.nextKeyStart === undefined))
        return undefined;
    if (pair.inFlow)
        return deleteFlowPair(pair);
    const lineStart = (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .startOfLine */ .C2)(text, pair.keyStart);
    if (text.slice(lineStart, pair.keyStart).trim() === '')
        return deleteLines(text, lineStart, pair.valueEnd);
    // The first pair of a list item shares its line with the dash: the next pair moves up to it.
    if (pair.nextKeyStart === undefined)
        return undefined;
    const between = text.slice(text[pair.valueEnd - 1] === '\n' ? pair.valueEnd : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .endOfLine */ .vT)(text, pair.valueEnd), pair.nextKeyStart);
    return between.trim() === '' ? { start: pair.keyStart, end: pair.nextKeyStart, text: '' } : undefined;
}
function deleteLines(text, start, valueEnd) {
    const end = text[valueEnd - 1] === '\n' ? valueEnd : (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .startOfNextLine */ .fB)(text, valueEnd);
    // A last line without a line break leaves none behind either.
    const isUnended = end === text.length && text[end - 1] !== '\n';
    const before = isUnended ? (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .endOfLine */ .vT)(text, (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .startOfLine */ .C2)(text, Math.max(0, start - 1))) : start;
    return { start: before, end, text: '' };
}
function deleteFlowPair(pair) {
    if (pair.previousValueEnd !== undefined)
        return { start: pair.previousValueEnd, end: pair.valueEnd, text: '' };
    if (pair.nextKeyStart !== undefined)
        return { start: pair.keyStart, end: pair.nextKeyStart, text: '' };
    return undefined;
}


/***/ }),

/***/ 2684:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ canBePlain),
/* harmony export */   d: () => (/* binding */ plainKind)
/* harmony export */ });
// What some YAML reader takes for something else than a string when it stands without quotes: YAML 1.2's core schema,
// YAML 1.1's types (https://yaml.org/type/), and what go-yaml (kustomize, Helm, Argo CD, Flux) and PyYAML make of them.
const nulls = /^(?:~|null|)$/i;
const booleans = /^(?:true|false|y|n|yes|no|on|off)$/i;
const integers = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[\da-f_]+|\d[\d_]*)$/i;
const floats = /^[-+]?(?:\.\d[\d_]*|\d[\d_]*(?:\.[\d_]*)?)(?:e[-+]?_*\d[\d_]*)?$/i;
// `.` and `e3` are numbers by no specification, and yet NaN to the `yaml` package under 1.1: a short commit id can be one.
const nearlyFloats = /^[-+]?(?:\d[\d_]*)?(?:\.[\d_]*|(?:\.[\d_]*)?e[-+]?\d+)$/i;
const infinities = /^(?:[-+]?\.inf|\.nan)$/i;
const sexagesimal = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;
const date = /^\d{4}-\d\d?-\d\d?$/;
const time = /^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d?:\d\d?(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?))?$/;
/** What a reader of YAML 1.1 or 1.2 would read the unquoted text as; `string` when all of them read a string. */
function plainKind(text) {
    if (nulls.test(text))
        return 'null';
    if (booleans.test(text))
        return 'boolean';
    if ([integers, floats, nearlyFloats, infinities, sexagesimal].some((form) => form.test(text)))
        return 'number';
    if (date.test(text) || time.test(text))
        return 'date';
    return text === '<<' || text === '=' ? 'other' : 'string';
}
/** True when the text can stand without quotes as a YAML scalar at all, whatever kind it is then read as. */
function canBePlain(text, inFlow) {
    if (text === '' || text !== text.trim() || !isPrintableLine(text))
        return false;
    if (/^[,[\]{}#&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text))
        return false;
    if (/:(?:\s|$)|\s#/.test(text) || /^(?:---|\.\.\.)/.test(text))
        return false;
    return !inFlow || !/[,[\]{}]|^[-?:]|:$/.test(text);
}
function isPrintableLine(text) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that YAML forbids outside escapes
    return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/.test(text);
}


/***/ }),

/***/ 5094:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ formatScalar),
/* harmony export */   z: () => (/* binding */ formatInline)
/* harmony export */ });
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2684);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(165);


/**
 * The source that puts `value` in place of a scalar in the style of the old one: quotes stay, and are added exactly where a
 * reader would take the plain text for something else. A block scalar keeps its header and its final line breaks.
 */
function formatScalar(site, wanted) {
    if (site.style === 'literal' || site.style === 'folded')
        return formatBlock(site, wanted.value);
    // An empty value begins right behind its colon.
    const space = site.style === 'empty' ? ' ' : '';
    return { source: space + formatInline(site, wanted), value: wanted.value };
}
/** The source of a new scalar on one line, in a style. */
function formatInline(style, { value, type, quote }) {
    if (style.style === 'double')
        return doubleQuoted(value);
    if (style.style === 'single')
        return isOneLine(value) ? singleQuoted(value) : doubleQuoted(value);
    if (style.isJson)
        return type === 'natural' && isJsonLiteral(value) ? value : doubleQuoted(value);
    const isMisread = type === 'string' && style.tag === undefined && (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .plainKind */ .d)(value) !== 'string';
    if (!isMisread && (0,_plain_js__WEBPACK_IMPORTED_MODULE_0__/* .canBePlain */ .Q)(value, style.inFlow))
        return value;
    return quote === "'" && isOneLine(value) ? singleQuoted(value) : doubleQuoted(value);
}
function isJsonLiteral(value) {
    return /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)$/.test(value);
}
function isOneLine(value) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: single quotes can hold no escapes
    return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(value);
}
function singleQuoted(value) {
    return `'${value.replaceAll("'", "''")}'`;
}
// JSON's escapes are all YAML's too; the rest is what YAML forbids unescaped and JSON.stringify leaves as it is.
function doubleQuoted(value) {
    return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
function formatBlock(site, value) {
    const end = /\n*$/.exec(site.value)?.[0] ?? '';
    const body = value.replace(/\n+$/, '');
    const header = /^[^\r\n]*/.exec(site.source)?.[0] ?? '';
    const tail = /(?:\r?\n)*$/.exec(site.source)?.[0] ?? '';
    if (!canBeBlock(body, site)) {
        // Between quotes then; a comment that stood behind the header stays.
        const comment = header.replace(/^[|>][-+\d]*/, '');
        return { source: doubleQuoted(value) + comment + tail, value };
    }
    const eol = (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .lineEndingOf */ .RE)(site.source);
    const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(site.blockIndent) + line));
    return { source: header + eol + lines.join(eol) + tail, value: body + end };
}
// What block style can't hold as it is: nothing, leading space, folded lines, control characters.
function canBeBlock(body, { style, blockIndent }) {
    if (blockIndent === 0 || body === '' || /^\s/.test(body))
        return false;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: not allowed in block scalars
    if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(body))
        return false;
    return style === 'literal' || !body.includes('\n');
}


/***/ }),

/***/ 8920:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   fj: () => (/* binding */ blockIndentOf),
/* harmony export */   mt: () => (/* binding */ pairSite),
/* harmony export */   qJ: () => (/* binding */ scalarSite)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _node_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8663);
/* harmony import */ var _plain_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(2684);



const styles = {
    PLAIN: 'plain',
    QUOTE_SINGLE: 'single',
    QUOTE_DOUBLE: 'double',
    BLOCK_LITERAL: 'literal',
    BLOCK_FOLDED: 'folded',
};
/** Where a scalar (or the scalar behind an alias) is written; `undefined` when the node is none. */
function scalarSite(document, node) {
    const scalar = (0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, node);
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(scalar) || !scalar.range)
        return undefined;
    const { text } = document.view;
    const style = styles[(scalar.type ?? 'PLAIN')];
    const isEmpty = style === 'plain' && scalar.range[0] === scalar.range[1];
    const [start, end] = isEmpty ? emptySpan(text, scalar.range[0]) : scalar.range;
    const { anchors, lines } = (0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .aliasesOf */ .QI)(document, scalar);
    return {
        start,
        end,
        source: text.slice(start, end),
        value: (0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .textOfScalar */ .Jb)(scalar),
        style: isEmpty ? 'empty' : style,
        kind: kindOf(scalar),
        ...(0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .locate */ .x5)(document, scalar),
        document: document.index,
        view: document.view,
        isJson: document.isJson,
        blockIndent: blockIndentOf(scalar, text),
        ...(scalar.tag && { tag: scalar.tag }),
        anchors,
        aliasLines: lines,
    };
}
// The parser puts an empty value before the comment or line end that follows; it belongs right behind its colon, anchor or tag.
// White space that nothing follows goes with it.
function emptySpan(text, at) {
    let start = at;
    while (text[start - 1] === ' ' || text[start - 1] === '\t')
        start--;
    let end = start;
    while (text[end] === ' ' || text[end] === '\t')
        end++;
    return [start, end === text.length || /[\r\n,]/.test(text[end] ?? '') ? end : start];
}
const numberTags = /^tag:yaml\.org,2002:(?:int|float)$/;
function kindOf(scalar) {
    if (scalar.tag === 'tag:yaml.org,2002:bool')
        return 'boolean';
    if (numberTags.test(scalar.tag ?? ''))
        return 'number';
    return scalar.type === 'PLAIN' && scalar.tag === undefined ? (0,_plain_js__WEBPACK_IMPORTED_MODULE_2__/* .plainKind */ .d)((0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .textOfScalar */ .Jb)(scalar)) : 'string';
}
/** How far the content of a block scalar is indented; 0 for other scalars, and where it has no content. */
function blockIndentOf(scalar, text) {
    if (!/^BLOCK/.test(scalar.type ?? '') || !scalar.range)
        return 0;
    const isContent = (line) => line.trim() !== '';
    const written = text.slice(scalar.range[0], scalar.range[1]).split('\n').slice(1).find(isContent);
    const read = (0,_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .textOfScalar */ .Jb)(scalar).split('\n').find(isContent);
    if (written === undefined || read === undefined)
        return 0;
    // With an indentation indicator (`|2`) spaces at the start of the first line can be part of the text.
    return leadingSpaces(written) - leadingSpaces(read);
}
function leadingSpaces(line) {
    return /^ */.exec(line)?.[0].length ?? 0;
}
/** Where the pair at `index` of a map stands. */
function pairSite(map, index) {
    const pair = map.items[index];
    const key = pair?.key;
    if (!pair || !key?.range)
        return undefined;
    const value = pair.value;
    const previous = map.items[index - 1];
    const next = map.items[index + 1]?.key;
    const previousEnd = (previous?.value ?? previous?.key)?.range?.[1];
    return {
        keyStart: key.range[0],
        keyEnd: key.range[1],
        valueEnd: value?.range?.[1] ?? key.range[1],
        inFlow: map.flow === true,
        ...(previousEnd !== undefined && { previousValueEnd: previousEnd }),
        ...(next?.range && { nextKeyStart: next.range[0] }),
        hasAnchor: !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(value) && Boolean(value && 'anchor' in value && value.anchor),
    };
}


/***/ }),

/***/ 165:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bu: () => (/* binding */ lineEndingAt),
/* harmony export */   C2: () => (/* binding */ startOfLine),
/* harmony export */   LX: () => (/* binding */ lineCounter),
/* harmony export */   RE: () => (/* binding */ lineEndingOf),
/* harmony export */   ct: () => (/* binding */ applyEdits),
/* harmony export */   fB: () => (/* binding */ startOfNextLine),
/* harmony export */   fk: () => (/* binding */ lastAtMost),
/* harmony export */   g7: () => (/* binding */ decodeText),
/* harmony export */   vT: () => (/* binding */ endOfLine),
/* harmony export */   wx: () => (/* binding */ encodeText)
/* harmony export */ });
/* unused harmony export maxFileBytes */
/** Files above this size are never parsed: no hand-written config is that large. */
const maxFileBytes = 10 * 1024 * 1024;
/**
 * The text of a file, such that `encodeText` gives its very bytes again; a byte order mark stays in the text.
 * Anything but UTF-8 text (UTF-16, NUL bytes, invalid sequences, more than {@link maxFileBytes}) is a problem, not an exception.
 */
function decodeText(bytes) {
    if (bytes.length > maxFileBytes) {
        return undecodable('file-too-big', `is larger than ${maxFileBytes / 1024 / 1024} MiB and was not read`);
    }
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
        return undecodable('not-utf-8', 'is UTF-16 text', 'Save it as UTF-8.');
    }
    if (bytes.includes(0))
        return undecodable('not-text', 'holds NUL bytes, so it is no text file');
    try {
        return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
    }
    catch {
        return undecodable('not-utf-8', 'is not valid UTF-8', 'Save it as UTF-8.');
    }
}
function undecodable(code, message, hint) {
    return { ok: false, problem: { code, message, ...(hint && { hint }) } };
}
/** The UTF-8 bytes of a text. */
function encodeText(text) {
    return new TextEncoder().encode(text);
}
/**
 * Applies edits that were all made against `text`, in any order.
 * @throws {RangeError} when two of them overlap: that is a mistake of the caller, never of the user
 */
function applyEdits(text, edits) {
    const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
    let result = '';
    let offset = 0;
    for (const edit of sorted) {
        if (edit.start < offset)
            throw new RangeError(`overlapping edits at offset ${edit.start}`);
        result += text.slice(offset, edit.start) + edit.text;
        offset = edit.end;
    }
    return result + text.slice(offset);
}
/** The 1-based lines of offsets in a text; the text is gone through once, when the first one is asked for. */
function lineCounter(text) {
    let starts;
    return (offset) => {
        starts ??= [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
        return lastAtMost(starts, offset) + 1;
    };
}
/** The index of the last of the sorted numbers that is not above the position; 0 when all are. */
function lastAtMost(sorted, position) {
    let low = 0;
    let high = sorted.length - 1;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((sorted[middle] ?? 0) <= position)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
/** The line ending that a text uses: that of its first line. */
function lineEndingOf(text) {
    const at = text.indexOf('\n');
    return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}
/** The line ending of the line that holds `offset`; of the last line, which may have none, that of the text. */
function lineEndingAt(text, offset) {
    const at = text.indexOf('\n', offset);
    if (at === -1)
        return lineEndingOf(text);
    return text[at - 1] === '\r' ? '\r\n' : '\n';
}
/** Where the line that holds `offset` ends, before its line ending. */
function endOfLine(text, offset) {
    const at = text.indexOf('\n', offset);
    if (at === -1)
        return text.length;
    return text[at - 1] === '\r' && at > offset ? at - 1 : at;
}
/** Where the line after the one that holds `offset` begins; the end of the text when there is none. */
function startOfNextLine(text, offset) {
    const at = text.indexOf('\n', offset);
    return at === -1 ? text.length : at + 1;
}
/** Where the line that holds `offset` begins: behind a byte order mark, if there is one. */
function startOfLine(text, offset) {
    const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    return start === 0 && text.startsWith('\ufeff') ? Math.min(1, offset) : start;
}


/***/ }),

/***/ 4479:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Jo: () => (/* binding */ literalView),
/* harmony export */   eT: () => (/* binding */ fileView),
/* harmony export */   zW: () => (/* binding */ applyViewEdits)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(165);

/** The whole file. */
function fileView(text) {
    return { text, lineOf: (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .lineCounter */ .LX)(text), toFile: (edit) => edit };
}
/** The content of a literal block scalar (`key: |`) as a view of its own, so that YAML inside YAML is edited in place. */
function literalView(outer, block) {
    const header = outer.text.indexOf('\n', block.start) + 1;
    const lines = splitIndented(outer.text.slice(header, block.end), block.indent);
    const innerStarts = startsOf(lines.map(({ content }) => content.length));
    const outerStarts = startsOf(lines.map(({ cut, content }) => cut + content.length));
    const indexAt = (offset) => (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .lastAtMost */ .fk)(innerStarts, offset);
    const lineStart = (index) => header + (outerStarts[index] ?? 0);
    const toOuter = (offset) => {
        const index = indexAt(offset);
        return lineStart(index) + (lines[index]?.cut ?? 0) + offset - (innerStarts[index] ?? 0);
    };
    const pad = ' '.repeat(block.indent);
    const isLineStart = (offset) => innerStarts[indexAt(offset)] === offset;
    return {
        text: lines.map(({ content }) => content).join(''),
        lineOf: (offset) => outer.lineOf(header) + indexAt(offset),
        toFile: ({ start, end, text }) => {
            // Whole lines go and come with their indentation; anything else leaves that of the lines it touches alone.
            const endsWithLine = isLineStart(end) && (text === '' ? isLineStart(start) : text.endsWith('\n'));
            const isWholeLines = endsWithLine && isLineStart(start);
            return outer.toFile({
                start: isWholeLines ? lineStart(indexAt(start)) : toOuter(start),
                end: endsWithLine ? lineStart(indexAt(end)) : toOuter(end),
                text: text.replace(isWholeLines ? /^(?=[^\r\n])/gm : /\n(?=[^\r\n])/g, (found) => found + pad),
            });
        },
    };
}
/** Each line with its line break, without the indentation; how much of that each one had. */
function splitIndented(text, indent) {
    return text.split(/(?<=\n)/).map((line) => {
        const cut = Math.min(indent, /^ */.exec(line)?.[0].length ?? 0);
        return { cut, content: line.slice(cut) };
    });
}
function startsOf(lengths) {
    const starts = [0];
    for (const length of lengths)
        starts.push((starts.at(-1) ?? 0) + length);
    return starts;
}
/** The file's text after edits made in any of its views. */
function applyViewEdits(text, edits) {
    return (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .applyEdits */ .ct)(text, edits.map(({ view, edit }) => view.toFile(edit)));
}


/***/ }),

/***/ 1580:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EK: () => (/* binding */ childNodes),
/* harmony export */   NJ: () => (/* binding */ effectivePairs),
/* harmony export */   Pu: () => (/* binding */ keyText),
/* harmony export */   hN: () => (/* binding */ parseYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);

/**
 * Parses every document of a text, positions kept. Duplicate keys are let through, as Helm does; aliases are never expanded.
 * A text that is no YAML, or is nested too deeply, is a problem with its 1-based line in the file.
 */
function parseYaml(view) {
    // Pretty errors take time that grows with the square of their number.
    // Behind a byte order mark the parser takes no list; a line break in its place leaves every offset as it is.
    const documents = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseAllDocuments */ .hR)(view.text.replace(/^\ufeff/, '\n'), {
        uniqueKeys: false,
        strict: false,
        logLevel: 'error',
        prettyErrors: false,
    });
    if ('empty' in documents)
        return { ok: true, documents: [] };
    for (const { errors } of documents) {
        if (errors[0])
            return { ok: false, problem: describe(errors[0], view) };
    }
    const isJson = isJsonText(view.text);
    return {
        ok: true,
        documents: documents.map((document, index) => ({ index, root: document.contents, document, view, isJson })),
    };
}
function describe({ code, message, pos }, view) {
    const line = view.lineOf(pos[0]);
    // The parser recurses, and reports the end of its stack like any other mistake in the text.
    if (code === 'RESOURCE_EXHAUSTION')
        return { code: 'invalid-yaml', line, message: 'is nested too deeply to be read' };
    return { code: 'invalid-yaml', line, message: `not valid YAML: ${message.split('\n')[0]}` };
}
/** Whether a text is JSON, so that JSON it has to stay. An empty `{}` or `[]` is as much YAML as JSON. */
function isJsonText(text) {
    const json = text.replace(/^\ufeff/, '');
    if (!/^\s*[[{]\s*[^\s\]}]/.test(json))
        return false;
    try {
        JSON.parse(json);
        return true;
    }
    catch {
        return false;
    }
}
/** The text of a map's key. */
function keyText(key) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        return String(key.source ?? key.value);
    try {
        return `?${JSON.stringify(key)}`;
    }
    catch {
        // A key that is nested too deeply, or holds an alias: nothing that anybody looks up by its text.
        return '?';
    }
}
/**
 * The pairs of a map that count: of a key that stands twice, the last one, as every reader that lets it pass has it. Each with
 * its index in the map.
 */
function effectivePairs(map) {
    const last = new Map();
    for (const [index, pair] of map.items.entries())
        last.set(keyText(pair.key), index);
    const isMerge = (key) => key === '<<';
    return [...map.items.entries()].flatMap(([index, pair]) => {
        const key = keyText(pair.key);
        return last.get(key) === index || isMerge(key) ? [[index, key, pair.value]] : [];
    });
}
/** The nodes directly inside a map or list, with the step that leads to each, in the order of the text. */
function childNodes(node) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return node.items.map((pair) => [keyText(pair.key), pair.value, pair.key]);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
        return [...node.items.entries()];
    return [];
}


/***/ }),

/***/ 2157:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ placeOfPath),
/* harmony export */   q: () => (/* binding */ formatYamlPath)
/* harmony export */ });
/** A path as people write it: `images[0].newTag`, with quotes round keys that hold other than letters, digits, `_`, `-` or `/`. */
function formatYamlPath(path) {
    return path
        .map((step, index) => {
        if (typeof step === 'number')
            return `[${step}]`;
        const key = /^[\w/-]+$/.test(step) ? step : JSON.stringify(step);
        return index === 0 ? key : `.${key}`;
    })
        .join('');
}
/** The place of a path in a document; `outer` is the place of the block scalar that holds the document, if any. */
function placeOfPath(options) {
    return `${options.outer === undefined ? '' : `${options.outer}|`}${options.document}:${formatYamlPath(options.path)}`;
}


/***/ }),

/***/ 1024:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ splitConfigPath),
/* harmony export */   r: () => (/* binding */ isConfigFile)
/* harmony export */ });
const extension = /(?:\.auto)?\.tfvars(?:\.json)?$|\.(?:ya?ml|json)$/i;
const template = /\.(?:gotmpl|tmpl|tpl)$/i;
const encryption = /\.(?:enc|sops|dec)$/i;
/** Takes a path apart. */
function splitConfigPath(path) {
    const segments = path
        .split('/')
        .filter((segment, i, all) => (segment !== '' && segment !== '.') || i === all.length - 1);
    const stem = configStem(segments.at(-1) ?? '');
    const values = stem === undefined ? undefined : valuesName(stem);
    return {
        folders: segments.slice(0, -1),
        ...(stem === undefined ? {} : { stem }),
        ...(values === undefined ? {} : { values }),
    };
}
/** Whether a file can hold versions by its name: YAML, JSON, tfvars, or a `Kustomization` with no extension. */
function isConfigFile(path) {
    return configStem(path.slice(path.lastIndexOf('/') + 1)) !== undefined;
}
function configStem(file) {
    if (file === 'Kustomization' || file === 'kustomization')
        return 'kustomization';
    const name = file.replace(template, '');
    return extension.test(name) ? name.replace(extension, '').replace(encryption, '') : undefined;
}
function valuesName(stem) {
    const match = /^(?:(.+?)[-._])?values(?:[-._](.+))?$/i.exec(stem);
    if (match === null)
        return undefined;
    const [, before, after] = match;
    if (after === undefined)
        return before === undefined ? undefined : { name: before, isPlain: false };
    return before === undefined ? { name: after, isPlain: true } : { name: after, application: before, isPlain: false };
}


/***/ }),

/***/ 1649:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  $: () => (/* binding */ placeOf)
});

// EXTERNAL MODULE: ./src/environments/vocabulary.ts
var vocabulary = __nccwpck_require__(3676);
;// CONCATENATED MODULE: ./src/environments/application.ts

/** Ends of a file's name that say its kind: `web-deployment.yaml` and `web-helm-release.yaml` are `web`. */
const kindSuffix = /[-_.](?:deployment|statefulset|daemonset|cronjob|rollout|helm-?release|kustomization|patch)$/i;
/**
 * What is released together. Below `<app>/overlays/<env>` and `apps/<app>/<env>` it stands before the environment; elsewhere
 * after it (`environments/<env>/<app>`, `<env>/<app>`), else in the file's name (`envs/dev/web.yaml`), else before it
 * (`<app>/<env>/values.yaml`). With the environment in the file's name, or with none: the deepest folder that names something.
 */
function findApplication(path, found) {
    const at = found?.folder;
    const application = at === undefined ? besideFile(path, found) : besideFolder(path, found, at);
    return application ?? path.folders.findLast(vocabulary/* isToolName */.O2);
}
function besideFile(path, found) {
    const names = applicationNames(path.folders);
    if (path.values?.application !== undefined)
        return path.values.application;
    // `clusters/acme/prod.values.yaml`: the file has the environment, so the cluster is what is released.
    const strong = path.folders.findLast((name, i) => isBelowStrong(path.folders, i) && !(0,vocabulary/* isStageName */._H)(name));
    return lastOf(names) ?? (found === undefined ? undefined : strong) ?? applicationOfStem(path, found);
}
function besideFolder(path, found, at) {
    const names = applicationNames(path.folders);
    const above = path.folders.slice(0, at);
    const after = names.slice(at + 1).find((name) => name !== undefined && !(0,vocabulary/* isRegionName */.Us)(name));
    const fromFile = applicationOfStem(path, found);
    const overlays = above.findLastIndex((name) => name === 'overlays' || name === 'overlay');
    if (overlays >= 0)
        return lastOf(names.slice(0, overlays)) ?? after ?? fromFile;
    const collection = above.findLastIndex(vocabulary/* isCollection */.P3);
    const collected = collection < 0 ? undefined : lastOf(names.slice(collection, at));
    return collected ?? after ?? fromFile ?? lastOf(names.slice(0, at));
}
/** The folders that can name an application, in their places. */
function applicationNames(folders) {
    return folders.map((name, i) => (isApplicationName(folders, i) ? name : undefined));
}
function isApplicationName(folders, i) {
    const name = folders[i] ?? '';
    if ((0,vocabulary/* isGenericFolder */.YE)(name) || (0,vocabulary/* isStageName */._H)(name))
        return false;
    return !isBelowStrong(folders, i);
}
function isBelowStrong(folders, i) {
    return (0,vocabulary/* isStrongParent */.Cp)(folders[i - 1] ?? '') && (0,vocabulary/* canBeEnvironment */.rt)(folders[i] ?? '');
}
function lastOf(names) {
    return names.findLast((name) => name !== undefined);
}
function applicationOfStem({ stem, values }, found) {
    const name = values === undefined ? stem : (values.application ?? values.name);
    if (name === undefined || name === found?.environment)
        return undefined;
    const withoutEnvironment = name.endsWith(`-${found?.environment}`)
        ? name.slice(0, name.lastIndexOf(`-${found?.environment}`))
        : name;
    const application = withoutEnvironment.replace(kindSuffix, '');
    return application === '' || (0,vocabulary/* isGenericStem */.fu)(application) || (0,vocabulary/* isStageName */._H)(application) ? undefined : application;
}

// EXTERNAL MODULE: ./src/environments/config-path.ts
var config_path = __nccwpck_require__(1024);
;// CONCATENATED MODULE: ./src/environments/environment.ts

/**
 * Finds the environment, by the first of these that names one:
 * 1. the file's name with a stage in it: nothing is nearer to the content;
 * 2. a folder that is a stage (see `findStageFolder`);
 * 3. what the user asked for, in the same places;
 * 4. whatever stands below `overlays`, `environments`, `clusters`…: only after the stages, since in
 *    `staging/clusters/us-east/x.yaml` the cluster is a place and `staging` is the environment;
 * 5. whatever stands behind `values-`: last, since in `dev/values-web.yaml` it is the application.
 */
function findEnvironment(path, requested) {
    return (findStageFile(path) ??
        findStageFolder(path.folders) ??
        findRequested(path, requested) ??
        findStrong(path) ??
        findPlainValues(path));
}
function findStageFile({ folders, stem, values }) {
    if (values !== undefined)
        return (0,vocabulary/* isStageName */._H)(values.name) ? { environment: values.name } : undefined;
    if (stem === undefined || !(0,vocabulary/* isStageName */._H)(stem))
        return undefined;
    // `overlays/prod/canary.yaml` is a patch of prod.
    return (0,vocabulary/* isOrdinaryWord */.lB)(stem) && findStageFolder(folders) !== undefined ? undefined : { environment: stem };
}
/**
 * The rightmost stage, which is the most specific: `clusters/prod/apps/web/overlays/dev` is dev. An ordinary word that is not
 * below `overlays` and the like (`prod/apps/demo`, `overlays/prod/test`) counts only when there is no better one.
 */
function findStageFolder(folders) {
    let ordinary;
    // A chart's templates are the same in every environment.
    const last = folders.includes('templates') ? folders.indexOf('templates') : folders.length;
    for (let folder = last - 1; folder >= 0; folder--) {
        const environment = folders[folder] ?? '';
        if (!(0,vocabulary/* isStageName */._H)(environment))
            continue;
        const found = { environment, folder };
        if (!(0,vocabulary/* isOrdinaryWord */.lB)(environment) || environment_isBelowStrong(folders, folder))
            return found;
        ordinary ??= found;
    }
    return ordinary;
}
function findRequested({ folders, stem, values }, requested) {
    if (requested.length === 0)
        return undefined;
    const name = values?.name ?? stem;
    if (name !== undefined && requested.includes(name))
        return { environment: name };
    const folder = folders.findLastIndex((candidate) => requested.includes(candidate));
    const environment = folders[folder];
    return environment === undefined ? undefined : { environment, folder };
}
function findStrong({ folders, stem, values }) {
    const isNamed = stem !== undefined && values === undefined && !(0,vocabulary/* isGenericStem */.fu)(stem) && (0,vocabulary/* canBeEnvironment */.rt)(stem);
    if (isNamed && (0,vocabulary/* isStrongParent */.Cp)(folders.at(-1) ?? ''))
        return { environment: stem };
    const folder = folders.findLastIndex((name, i) => environment_isBelowStrong(folders, i) && (0,vocabulary/* canBeEnvironment */.rt)(name));
    const environment = folders[folder];
    return environment === undefined ? undefined : { environment, folder };
}
function findPlainValues({ values }) {
    return values?.isPlain && (0,vocabulary/* canBeEnvironment */.rt)(values.name) ? { environment: values.name } : undefined;
}
function environment_isBelowStrong(folders, folder) {
    return (0,vocabulary/* isStrongParent */.Cp)(folders[folder - 1] ?? '');
}

;// CONCATENATED MODULE: ./src/environments/conventions.ts



/**
 * Environment and application of a file by convention, with no config: `overlays/<env>`, `environments/<env>` (`envs`, `env`,
 * `stages`), `clusters/<env>`, `<app>/<env>`, `<env>/<app>`, `values-<env>.yaml`, `<env>-values.yaml`, `<env>.yaml`
 * (`.json`, `.tfvars`), `<env>/values.yaml`. A folder is asked with a `/` at its end. Never throws.
 */
function placeOf(path, options = {}) {
    const parts = (0,config_path/* splitConfigPath */.e)(path);
    const found = findEnvironment(parts, options.requested ?? []);
    const application = findApplication(parts, found);
    return {
        ...(found === undefined ? {} : { environment: found.environment }),
        ...(application === undefined ? {} : { application }),
    };
}


/***/ }),

/***/ 8086:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  y: () => (/* binding */ isKustomizationFile),
  s: () => (/* binding */ kustomizeGraph)
});

;// CONCATENATED MODULE: ./src/environments/kustomize-references.ts
/** Fields of a kustomization that hold a list of local paths (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/). */
const pathLists = [
    'resources',
    'bases',
    'components',
    'crds',
    'configurations',
    'generators',
    'transformers',
    'validators',
    'patchesStrategicMerge',
];
/** Fields that hold a list of objects, and the keys of these that hold a path or a list of paths. */
const objectLists = {
    patches: ['path'],
    patchesJson6902: ['path'],
    replacements: ['path'],
    configMapGenerator: ['files', 'envs', 'env'],
    secretGenerator: ['files', 'envs', 'env'],
    helmCharts: ['valuesFile', 'additionalValuesFiles'],
};
/** Every local path that a kustomization's parsed data names, as written. Data of another shape names none. */
function kustomizationReferences(data) {
    if (!isRecord(data))
        return [];
    const { openapi } = data;
    const schema = isRecord(openapi) ? strings(openapi.path) : [];
    const plain = pathLists.flatMap((field) => strings(data[field]));
    const nested = Object.entries(objectLists).flatMap(([field, keys]) => list(data[field]).flatMap((item) => (isRecord(item) ? keys.flatMap((key) => strings(item[key])) : [])));
    return [...plain, ...nested.map(withoutKey), ...schema].filter(isPathLike);
}
/** `name.conf=files/web.conf`, as generators write it. */
function withoutKey(path) {
    return path.slice(path.indexOf('=') + 1);
}
/** An inline patch or generator is a text of several lines; a URL or `git@host:…` is not in this repo. */
function isPathLike(path) {
    return path !== '' && !/[\n\r]|^[a-z][a-z0-9+.-]*:|^git@|^\//i.test(path);
}
function strings(value) {
    return list(typeof value === 'string' ? [value] : value).filter((item) => typeof item === 'string');
}
function list(value) {
    return Array.isArray(value) ? value : [];
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./src/environments/kustomize-graph.ts

/** The names that kustomize reads, in a folder: https://github.com/kubernetes-sigs/kustomize/blob/master/api/konfig/general.go. */
const kustomizationName = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
/** Whether kustomize reads a file of this name as a kustomization. */
function isKustomizationFile(path) {
    return kustomizationName.test(path);
}
/** Which kustomizations build on which files and folders. Remote resources and paths out of the repo are passed over. */
function kustomizeGraph(input) {
    const paths = new Set(input.paths);
    const folders = new Set([...input.paths.filter(isKustomizationFile), ...input.kustomizations.keys()].map(folderOf));
    const users = new Map();
    const use = (used, by) => users.set(used, (users.get(used) ?? new Set()).add(by));
    for (const [file, data] of input.kustomizations) {
        const folder = folderOf(file);
        use(file, folder);
        for (const reference of kustomizationReferences(data)) {
            const target = resolvePath(folder, reference);
            if (target !== undefined && target !== folder && (folders.has(target) || paths.has(target)))
                use(target, folder);
        }
    }
    return { reach: (path) => usersOf(users, path.replace(/\/+$/, '')) };
}
function usersOf(users, path) {
    const reached = new Set(users.get(path));
    // A set hands out what is added while it is walked, and nothing twice: a cycle ends by itself.
    for (const folder of reached) {
        for (const user of users.get(folder) ?? [])
            reached.add(user);
    }
    reached.delete(path);
    return [...reached].sort();
}
function folderOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
/** A path relative to a folder, from the root; `undefined` when it leaves the repo. */
function resolvePath(folder, path) {
    const segments = folder === '' ? [] : folder.split('/');
    for (const segment of path.split('/')) {
        if (segment === '' || segment === '.')
            continue;
        if (segment !== '..')
            segments.push(segment);
        else if (segments.pop() === undefined)
            return undefined;
    }
    return segments.join('/');
}


/***/ }),

/***/ 4752:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  S_: () => (/* binding */ higherLayers),
  Ny: () => (/* reexport */ indexPaths),
  _W: () => (/* binding */ lowerLayers)
});

// EXTERNAL MODULE: ./src/environments/config-path.ts
var config_path = __nccwpck_require__(1024);
// EXTERNAL MODULE: ./src/environments/vocabulary.ts
var vocabulary = __nccwpck_require__(3676);
;// CONCATENATED MODULE: ./src/environments/path-index.ts


const baseNames = new Set('base common default defaults shared global globals all'.split(' ').flatMap((name) => [name, `_${name}`]));
/** Reads the paths once, whatever their number. */
function indexPaths(paths) {
    const files = new Map();
    const charts = new Set();
    for (const path of paths) {
        const folder = folderOf(path);
        if (/(?:^|\/)Chart\.ya?ml$/.test(path))
            charts.add(folder);
        const file = valuesFileOf(path);
        if (file !== undefined)
            addTo(files, folder, file);
    }
    const folders = new Map([...files].map(([folder, values]) => [folder, orderFolder(values)]));
    return { folders, bases: findBases(folders.keys()), charts };
}
function findBases(folders) {
    const bases = new Map();
    for (const folder of folders) {
        for (let place = folder; place !== ''; place = folderOf(place)) {
            const parent = folderOf(place);
            const isNew = isBaseName(nameOf(place)) && !bases.get(parent)?.includes(place);
            if (isNew)
                addTo(bases, parent, place);
        }
    }
    return bases;
}
function orderFolder(files) {
    const specific = new Map();
    for (const file of files) {
        if (file.layer === 'specific')
            addTo(specific, file.name, file);
    }
    const ofLayer = (layer) => files.filter((file) => file.layer === layer);
    return { shared: [...ofLayer('base'), ...ofLayer('default')], specific };
}
/** Adds to the list of a key. */
function addTo(lists, key, item) {
    const known = lists.get(key);
    if (known === undefined)
        lists.set(key, [item]);
    else
        known.push(item);
}
/** The folder of a path; `''` at the root, and above it. */
function folderOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
/** The last part of a path. */
function nameOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** Whether a folder or file is there for all environments by its name. */
function isBaseName(name) {
    return baseNames.has(name.toLowerCase());
}
/**
 * A YAML file is a values file when its name has `values` in it, is an environment's or a base's, or when it lies directly in
 * `environments` and the like, or in a folder `values`.
 */
function valuesFileOf(path) {
    if (!/\.ya?ml(?:\.gotmpl)?$/i.test(path))
        return undefined;
    const { folders, stem = '', values } = (0,config_path/* splitConfigPath */.e)(path);
    if (stem.toLowerCase() === 'values')
        return { path, layer: 'default', name: '' };
    const name = values?.name ?? stem;
    if (isBaseName(name))
        return { path, layer: 'base', name };
    const parent = folders.at(-1) ?? '';
    const isValues = values !== undefined || (0,vocabulary/* isStageName */._H)(name) || parent === 'values' || (0,vocabulary/* isStrongParent */.Cp)(parent);
    return isValues && !isOther(stem) ? { path, layer: 'specific', name } : undefined;
}
/** Files that lie beside values files and are none. */
function isOther(stem) {
    return /^(?:kustomization|chart|helmfile|requirements)$/i.test(stem);
}

;// CONCATENATED MODULE: ./src/environments/layers.ts



/** Folders that hold several applications: what lies in them belongs to none of these. */
const roots = new Set(['projects', 'tenants', 'teams', 'clusters', 'helm-charts']);
/**
 * The Helm values files below a values file, by path alone, nearest first: those of its own folder (`values-prod.yaml` below
 * `values-prod-eu.yaml`, then `values-common.yaml`, then `values.yaml`); then, folder by folder upwards, the folder's `values.yaml`
 * and base files, and those of a `base/` in it. It ends with the folder that has the `Chart.yaml`, and below `apps/`, `charts/`
 * and the like. A file that is no values file by its name has none.
 */
function lowerLayers(path, index) {
    const file = valuesFileOf(path);
    if (file === undefined)
        return [];
    const layers = [...besideOf(file, index), ...aboveOf(file, index)];
    return [...new Set(layers.map((layer) => layer.path))].filter((layer) => layer !== path);
}
/** The values files on top of a values file: exactly those that have it among their lower layers. Sorted. */
function higherLayers(path, index) {
    return higherOf(index).get(path) ?? [];
}
/** The index is read for many files, and turning it round once is cheaper than a search for each. */
const turnedRound = new WeakMap();
function higherOf(index) {
    const known = turnedRound.get(index);
    if (known !== undefined)
        return known;
    const higher = new Map();
    for (const { shared, specific } of index.folders.values()) {
        for (const { path } of [...shared, ...[...specific.values()].flat()]) {
            for (const lower of lowerLayers(path, index))
                addTo(higher, lower, path);
        }
    }
    for (const layers of higher.values())
        layers.sort();
    turnedRound.set(index, higher);
    return higher;
}
function sharedIn(folder, index) {
    return index.folders.get(folder)?.shared ?? [];
}
function besideOf(file, index) {
    const shared = sharedIn(folderOf(file.path), index);
    if (file.layer === 'default')
        return [];
    if (file.layer === 'base')
        return shared.filter((other) => other.layer === 'default');
    const specific = index.folders.get(folderOf(file.path))?.specific;
    return [...widerNames(file.name).flatMap((name) => specific?.get(name) ?? []), ...shared];
}
/** `values-prod` is for all of prod, so also for `values-prod-eu`. */
function widerNames(name) {
    const ends = [...name.matchAll(/[-_.]/g)].map((separator) => separator.index);
    return ends.reverse().map((end) => name.slice(0, end));
}
function aboveOf(file, index) {
    const found = [];
    let below = folderOf(file.path);
    while (below !== '' && !index.charts.has(below)) {
        const folder = folderOf(below);
        if (isRoot(folder))
            break;
        found.push(...sharedIn(folder, index), ...inBaseFolders(file, { folder, below, index }));
        below = folder;
    }
    return found;
}
function isRoot(folder) {
    return (0,vocabulary/* isCollection */.P3)(nameOf(folder)) || roots.has(nameOf(folder));
}
/** `environments/base/web/values.yaml` and `environments/base/values.yaml` for `environments/prod/web/values.yaml`. */
function inBaseFolders(file, { folder, below, index }) {
    if (isBaseName(nameOf(below)))
        return [];
    const rest = folderOf(file.path).slice(below.length);
    return (index.bases.get(folder) ?? []).flatMap((base) => {
        const places = rest === '' ? [base] : [base + rest, base];
        return places.flatMap((place) => sharedIn(place, index));
    });
}


/***/ }),

/***/ 3676:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cp: () => (/* binding */ isStrongParent),
/* harmony export */   O2: () => (/* binding */ isToolName),
/* harmony export */   P3: () => (/* binding */ isCollection),
/* harmony export */   Us: () => (/* binding */ isRegionName),
/* harmony export */   YE: () => (/* binding */ isGenericFolder),
/* harmony export */   _H: () => (/* binding */ isStageName),
/* harmony export */   fu: () => (/* binding */ isGenericStem),
/* harmony export */   lB: () => (/* binding */ isOrdinaryWord),
/* harmony export */   rt: () => (/* binding */ canBeEnvironment)
/* harmony export */ });
function words(text) {
    return new Set(text.trim().split(/\s+/));
}
/** Names that say a stage wherever they stand. */
const stages = words(`
  dev develop development staging stage stg stag prod production prd preprod preproduction nonprod nonproduction qa uat sit
  acc acceptance`);
/** Names of stages that are ordinary words too: `test`, `demo`. */
const ordinaryStages = words(`
  test testing tst preview sandbox sbx integration int canary live prelive demo local perf performance playground loadtest`);
/** What may stand beside a stage in one name (`prod-eu-1`, `staging-blue`, `dev-aws`); anything else makes it an app's name. */
const qualifiers = words(`
  us usa eu uk gb de fr es nl pl se dk fi ie ch at be cz pt br mx ca au nz jp kr sg hk tw cn za ae tr ap apac emea latam amer
  na sa asia europe america americas africa australia japan india germany france global
  east west north south central northeast northwest southeast southwest eastus westus northeurope westeurope
  frankfurt ireland london paris virginia oregon ohio tokyo seoul singapore sydney mumbai
  fra lon nyc sfo ams sgp syd nbg fsn hel
  aws gcp azure gke eks aks oci ibm onprem hetzner ovh
  blue green primary secondary active passive dr
  cluster clusters k8s env environment region zone new old`);
/** Parents below which any folder or file names an environment. */
const strongParents = words('overlays overlay environments environment envs env stages clusters');
/** What never is an environment, whatever it stands below. */
const neverEnvironments = words(`
  all _base _common base bases common shared default defaults component components secret secrets override overrides global globals template
  templates example examples sample samples schema schemas values config configs app apps application applications service
  services manifests resources patches charts chart modules scripts crds docs readme enc sops`);
/** Whether a name is an environment's by itself: `prod`, `prod-eu`, `dev1`, `staging-2`; not `test-runner`, `live-chat`. */
function isStageName(name) {
    const text = name.toLowerCase().replace(/(?<![a-z0-9])(pre|non)[-_.](prod|production|live)(?![a-z0-9])/g, '$1$2');
    if (stages.has(text) || ordinaryStages.has(text))
        return true;
    const tokens = text.split(/[-_.]/);
    const found = tokens.filter(isStageToken);
    if (found.length === 0 || !tokens.every((token) => isStageToken(token) || isQualifier(token)))
        return false;
    // Two ordinary words (`integration-test`, `live-preview`) are more often an app's name.
    return found.length === 1 || found.some((token) => stages.has(withoutNumber(token)));
}
/** Whether the name is a stage, but an ordinary word too. */
function isOrdinaryWord(name) {
    return ordinaryStages.has(name.toLowerCase());
}
/** Whether every folder or file below this one names an environment. */
function isStrongParent(folder) {
    return strongParents.has(folder);
}
/** Whether a name below a strong parent, or behind `values-`, can be an environment's. */
function canBeEnvironment(name) {
    return name !== '' && !neverEnvironments.has(name.toLowerCase());
}
/** Whether a folder inside an environment names a place, not what is released: `us-east-1`, `eu`, `aws`, `blue`. */
function isRegionName(name) {
    const tokens = name.toLowerCase().split(/[-_.]/);
    return tokens.some((token) => qualifiers.has(withoutNumber(token))) && tokens.every(isQualifier);
}
function isStageToken(token) {
    const word = withoutNumber(token);
    return stages.has(word) || ordinaryStages.has(word);
}
function withoutNumber(token) {
    return token.replace(/\d{1,3}$/, '');
}
/** A region, a cloud, a colour, a number, one letter, or the short form of a region (`use1`, `euw2`). */
function isQualifier(token) {
    return qualifiers.has(withoutNumber(token)) || /^(?:[a-z]|\d{1,4}[a-z]?|[a-z]{2}(?:[nsewc]|[ns][ew])\d)$/.test(token);
}
const genericFolders = words(`
  apps app applications application services service svc workloads projects project components component base bases
  overlays overlay environments environment envs env stages clusters cluster namespaces namespace ns default
  values value templates manifests manifest k8s kubernetes kube deploy deploys deployment deployments gitops infra
  infrastructure config configs configuration argocd argo flux helm charts chart helmfile kustomize kustomization src resources
  patches patch releases release helmreleases helmrelease tenants tenant teams team common shared of platform
  crds crd plans upgrades dashboards repositories runners stack stacks regions region main oci git meta
  sources kustomizations controllers helmfile.d`);
const genericStems = words(`
  kustomization values value deployment deployments statefulset statefulsets release helmrelease rollout rollouts cronjob
  cronjobs job jobs daemonset pod app apps application applications appset applicationset main image images patch patches all
  chart requirements helmfile manifest manifests config configs configmap service services ingress namespace secret secrets
  default defaults base common shared global globals cluster clusters environment environments env envs index resources
  infrastructure components component source sources sync ks workload container containers compose docker cron version
  versions stateful daemon helm k8s kube set tag tags overlay overrides override terraform variables vars settings params parameters`);
/** Whether a folder's name says how a repo is ordered, not what is released: `apps`, `k8s-manifests`, `argocd-apps`. */
function isGenericFolder(name) {
    const text = name.toLowerCase();
    return genericFolders.has(text) || text.split(/[-_.]/).every((token) => genericFolders.has(token));
}
/** Whether a file's name says what kind of file it is, not what is released: `deployment`, `helm-release`, `patch-image`. */
function isGenericStem(stem) {
    const tokens = stem.toLowerCase().split(/[-_.]/);
    return tokens.every((token) => genericStems.has(token));
}
const toolNames = words('argocd argo flux release rollouts');
/** Whether a generic folder is a known application too: taken when a path has nothing better (`components/release/prod`). */
function isToolName(folder) {
    return toolNames.has(folder.toLowerCase());
}
const collections = words('apps applications services workloads components charts releases helmreleases');
/** Whether each folder below this one is an application, or holds some. */
function isCollection(folder) {
    return collections.has(folder.toLowerCase());
}


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   AN: () => (/* binding */ badInput),
/* harmony export */   C: () => (/* binding */ asDrawbridgeError),
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   ei: () => (/* binding */ DrawbridgeError),
/* harmony export */   gz: () => (/* binding */ failed)
/* harmony export */ });
/* unused harmony export formatProblem */
/** The only error class that Drawbridge throws on purpose: every problem found, and the exit code they lead to. */
class DrawbridgeError extends Error {
    name = 'DrawbridgeError';
    exitCode;
    problems;
    constructor(exitCode, problems, options) {
        super(problems.map(formatProblem).join('\n'), options);
        this.exitCode = exitCode;
        this.problems = problems;
    }
    get code() {
        return this.problems[0]?.code ?? 'unknown';
    }
}
/** Bad input or config: exit code 2. */
function badInput(...problems) {
    return new DrawbridgeError(2, problems);
}
/** Refused by a guard: exit code 3. */
function refused(...problems) {
    return new DrawbridgeError(3, problems);
}
/** Something broke on the way: exit code 1. */
function failed(problem, cause) {
    return new DrawbridgeError(1, [problem], { cause });
}
/** Any error as a `DrawbridgeError`: one that nobody expected is told as such, without its stack. */
function asDrawbridgeError(error) {
    if (error instanceof DrawbridgeError)
        return error;
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return new DrawbridgeError(1, [{ code: 'unexpected', message, hint: 'This is a defect of Drawbridge: please report it.' }], { cause: error });
}
/** `file:line: message (hint)`, the parts that are known. */
function formatProblem(problem) {
    const place = problem.file === undefined ? '' : `${problem.file}${problem.line ? `:${problem.line}` : ''}: `;
    return `${place}${problem.message}${problem.hint ? `\n  ${problem.hint}` : ''}`;
}


/***/ }),

/***/ 8422:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HA: () => (/* binding */ defaultOf),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   Tx: () => (/* binding */ inputSpecs)
/* harmony export */ });
const deliveries = ['files', 'commit', 'push', 'pull-request', 'auto-merge', 'merge'];
/** Every input, once: the Action input `name` is the CLI flag `--name`. */
const inputSpecs = {
    command: {
        type: 'choice',
        choices: ['update'],
        default: 'update',
        help: 'What to do. In the CLI it is the first word.',
    },
    image: {
        type: 'list',
        help: 'Image and its new version: `name:tag`, `name@digest`, `name:tag@digest`; `name=new-name:tag` also renames. The `tags` output of docker/metadata-action can be given as it is; the immutable tag is picked.',
    },
    value: {
        type: 'list',
        help: '`FILE-GLOB:PATH=TEXT`: any scalar in any YAML or JSON file, such as `apps/web/values-dev.yaml:image.tag=1.4.0`.',
    },
    digest: {
        type: 'choice',
        choices: ['keep', 'add', 'drop'],
        default: 'keep',
        help: '`keep`: each place keeps its shape (tag, digest or both). `add`: a given digest is added where there is none. `drop`: digests beside a new tag go.',
    },
    environment: {
        type: 'list',
        commas: true,
        help: 'Only the versions of these environments; `all` for every one. Needed when the versions stand in several environments (except for `delivery: files`).',
    },
    application: { type: 'list', commas: true, help: 'Only the versions of these applications.' },
    path: { type: 'list', help: 'Globs that limit the files, relative to the root of the config repo; `!` excludes.' },
    directory: { type: 'text', cliDefault: '.', help: 'A checkout of the config repo.' },
    repository: {
        type: 'text',
        help: 'The config repo on GitHub, `owner/name`. Default: the repo of the checkout, or of the workflow.',
    },
    base: {
        type: 'text',
        help: 'The branch that Argo CD or Flux watches. Default: the default branch of the repo, or the branch of the checkout.',
    },
    token: {
        type: 'text',
        only: 'action',
        secret: true,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions
        default: '${{ github.token }}',
        help: 'Token with write access to the config repo (`contents` and `pull-requests`). In the CLI: the environment variable `GITHUB_TOKEN` or `DRAWBRIDGE_TOKEN`.',
    },
    delivery: {
        type: 'choice',
        choices: deliveries,
        default: 'pull-request',
        cliDefault: 'files',
        help: '`files` edits only. `commit` commits in the checkout. `push` pushes to the base branch. `pull-request` opens or moves one. `auto-merge` lets GitHub merge it when its rules are met. `merge` merges it now.',
    },
    group: {
        type: 'choice',
        choices: ['application', 'environment', 'run'],
        default: 'application',
        help: 'One proposal for each application in an environment, for each environment, or for the whole run.',
    },
    'create-missing': {
        type: 'boolean',
        help: 'Add a version that is not there yet: a kustomize `images` entry, a Helm value.',
    },
    'allow-missing': { type: 'boolean', help: 'An image or value that is pinned nowhere is no error.' },
    'allow-downgrade': { type: 'boolean', help: 'A lower version is no error.' },
    title: { type: 'text', help: 'Title of the pull request. Default: made from the change.' },
    body: { type: 'text', help: 'Text at the top of the pull request, above the table of changes.' },
    labels: { type: 'list', commas: true, help: 'Labels for the pull request.' },
    reviewers: { type: 'list', commas: true, help: 'People who are asked for a review.' },
    'team-reviewers': { type: 'list', commas: true, help: 'Teams that are asked for a review: their short names.' },
    assignees: { type: 'list', commas: true, help: 'People whom the pull request is assigned to.' },
    draft: { type: 'boolean', help: 'Open the pull request as a draft.' },
    branch: {
        type: 'text',
        help: 'Branch of the pull request. `{environment}` and `{application}` stand for the names. Default: `drawbridge/{environment}/{application}`.',
    },
    'commit-message': {
        type: 'text',
        help: 'Subject of the commit. Default: made from the change. The audit trailers are always added.',
    },
    'merge-method': {
        type: 'choice',
        choices: ['merge', 'squash', 'rebase'],
        help: 'How `merge` and `auto-merge` merge. Default: the first of merge, squash, rebase that the repo allows.',
    },
    source: { type: 'text', help: 'What was built, `owner/repo@sha`. Default: from the variables of the CI.' },
    actor: { type: 'text', help: 'Who started it. Default: from the variables of the CI.' },
    'run-url': { type: 'text', help: 'Where the run can be read. Default: from the variables of the CI.' },
    render: {
        type: 'choice',
        choices: ['auto', 'off'],
        default: 'auto',
        help: '`auto`: when kustomize is installed, the job summary shows what the change renders, before and after.',
    },
    deadline: {
        type: 'seconds',
        default: '300',
        help: 'How long, in seconds, a lost race or a busy server is tried again.',
    },
    'dry-run': { type: 'boolean', help: 'Decide and show everything, change nothing.' },
    json: { type: 'boolean', only: 'cli', help: 'Print the result as one JSON document on standard output.' },
};
/** Turns what was given into typed inputs, with the defaults of the surface. Every problem is gathered, none is thrown. */
function parseInputs(raw, surface) {
    const problems = [];
    const inputs = Object.fromEntries(Object.entries(inputSpecs).map(([name, spec]) => {
        const own = raw[name];
        // An input that an expression left empty has its default, too.
        const given = own === undefined || own === '' ? defaultOf(spec, surface) : own;
        const parsed = parseOne(name, spec, given);
        if ('problem' in parsed)
            problems.push(parsed.problem);
        return [name, 'problem' in parsed ? parseOne(name, spec, undefined) : parsed.value];
    }));
    return { inputs: inputs, problems };
}
/** The default of an input, as text. */
function defaultOf(spec, surface) {
    if (spec.secret)
        return undefined;
    return surface === 'cli' ? (spec.cliDefault ?? spec.default) : spec.default;
}
// A day: Node's timers end at 24.
const maxSeconds = 86_400;
function parseOne(name, spec, given) {
    if (spec.type === 'list')
        return { value: items(spec, given) };
    const text = Array.isArray(given) ? given.at(-1) : given;
    const isGiven = text !== undefined && text !== '';
    if (spec.type === 'boolean')
        return parseBoolean(name, isGiven ? String(text) : 'false');
    if (!isGiven)
        return { value: undefined };
    if (spec.type === 'seconds') {
        const isValid = /^\d{1,5}$/.test(String(text)) && Number(text) >= 1 && Number(text) <= maxSeconds;
        return isValid ? { value: Number(text) } : wrong(name, text, `a whole number of seconds from 1 to ${maxSeconds}`);
    }
    if (spec.choices && !spec.choices.includes(String(text)))
        return wrong(name, text, `one of ${spec.choices.join(', ')}`);
    return { value: String(text) };
}
function items(spec, given) {
    const texts = given === undefined || typeof given === 'boolean' ? [] : typeof given === 'string' ? [given] : given;
    return texts
        .flatMap((text) => text.split(spec.commas ? /[\n,]/ : /\n/))
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
// YAML 1.2's core schema, as @actions/core reads booleans.
function parseBoolean(name, text) {
    if (/^(?:true|True|TRUE)$/.test(text))
        return { value: true };
    if (/^(?:false|False|FALSE)$/.test(text))
        return { value: false };
    return wrong(name, text, 'true or false');
}
function wrong(name, given, expected) {
    const message = `${name}: ${JSON.stringify(given)} is not ${expected}`;
    return { problem: { code: 'invalid-input', message, hint: `Write ${name}: ${expected}.` } };
}


/***/ }),

/***/ 8350:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ recordSite),
/* harmony export */   ew: () => (/* binding */ memberSite),
/* harmony export */   hE: () => (/* binding */ lineOfSite),
/* harmony export */   zU: () => (/* binding */ siteOf)
/* harmony export */ });
/* harmony import */ var _edit_node_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8663);
/* harmony import */ var _edit_sites_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8920);
/* harmony import */ var _edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2157);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8455);




/** The site of a scalar, or of the one behind an alias; `undefined` when the node is no scalar. */
function siteOf(node, { at, part, key }) {
    const scalar = (0,_edit_sites_js__WEBPACK_IMPORTED_MODULE_1__/* .scalarSite */ .qJ)(at.document, node);
    if (!scalar)
        return undefined;
    const place = (0,_edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_3__/* .placeOfPath */ .E)({ document: at.document.index, path: scalar.path, outer: at.outer });
    return { part, scalar, place, ...(key !== undefined && { key }) };
}
/** The site of the scalar under a key that a map has itself. */
function memberSite(map, { visit, key, part }) {
    return siteOf(map.items[(0,_walk_js__WEBPACK_IMPORTED_MODULE_2__/* .ownPairIndex */ .lo)(map, key)]?.value, { at: visit.at, part, key });
}
/** The map as a place where parts of a version stand, with those of its pairs that are of interest. */
function recordSite(map, visit, keys) {
    const { document } = visit.at;
    const pairs = keys.flatMap((key) => {
        const site = (0,_edit_sites_js__WEBPACK_IMPORTED_MODULE_1__/* .pairSite */ .mt)(map, (0,_walk_js__WEBPACK_IMPORTED_MODULE_2__/* .ownPairIndex */ .lo)(map, key));
        return site ? [[key, site]] : [];
    });
    return {
        place: (0,_walk_js__WEBPACK_IMPORTED_MODULE_2__/* .placeOf */ .$t)(visit),
        path: visit.path,
        pairs: new Map(pairs),
        view: document.view,
        inFlow: map.flow === true || (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_0__/* .locate */ .x5)(document, map).inFlow,
        isJson: document.isJson,
    };
}
/** The 1-based line of a site in its file. */
function lineOfSite({ scalar }) {
    return scalar.view.lineOf(scalar.start);
}


/***/ }),

/***/ 6099:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ hasVersion),
/* harmony export */   q: () => (/* binding */ formatVersion)
/* harmony export */ });
/** Whether a version is written at the place at all: a place may name an image and leave its version to others. */
function hasVersion({ kind, current }) {
    return kind === 'value' || current.tag !== undefined || current.digest !== undefined;
}
/** The version of a pin in words: `1.4.0`, `1.4.0@sha256:…`, or `(none)`. */
function formatVersion(version) {
    if (version.tag === undefined)
        return version.digest ?? '(none)';
    return version.digest === undefined ? version.tag : `${version.tag}@${version.digest}`;
}


/***/ }),

/***/ 9979:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I$: () => (/* binding */ readKustomizeGraph),
/* harmony export */   sP: () => (/* binding */ placePins)
/* harmony export */ });
/* unused harmony export Reach */
/* harmony import */ var _edit_text_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(165);
/* harmony import */ var _edit_view_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4479);
/* harmony import */ var _edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1580);
/* harmony import */ var _environments_conventions_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1649);
/* harmony import */ var _environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8086);
/* harmony import */ var _environments_layers_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4752);






/**
 * Gives each pin its environment and application by the path of its file; and a pin of no environment (a base, a component, a
 * chart's defaults) the environments that read it.
 */
async function placePins(pins, options) {
    const placed = pins.map((pin) => ({ ...pin, ...(0,_environments_conventions_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$)(pin.file, { requested: options.requested }) }));
    const isShared = placed.some(({ environment }) => environment === undefined);
    const reach = new Reach(options, isShared ? await readKustomizations(options) : new Map());
    return {
        reach,
        pins: placed.map((pin) => {
            const environments = pin.environment === undefined ? reach.readersOf(pin.file).map(({ environment }) => environment) : [];
            return { ...pin, reaches: [...new Set(environments)].sort() };
        }),
    };
}
/** Which files of which environments build on a file. */
class Reach {
    /** The data of every kustomization, by its path. */
    kustomizations;
    #paths;
    #index;
    #requested;
    /** The kustomization in each folder. */
    #files;
    #madeGraph;
    constructor({ paths, index, requested }, kustomizations) {
        this.kustomizations = kustomizations;
        this.#paths = paths;
        this.#index = index;
        this.#requested = requested;
        this.#files = new Map([...kustomizations.keys()].map((file) => [folderOf(file), file]));
    }
    // Made when it is first asked for: most runs touch no shared place, and it goes over every path of the repo.
    get #graph() {
        this.#madeGraph ??= (0,_environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_2__/* .kustomizeGraph */ .s)({ kustomizations: this.kustomizations, paths: this.#paths });
        return this.#madeGraph;
    }
    readersOf(file) {
        const kustomizations = this.kustomizationsOver(file).map((reader) => ({ file: reader, via: 'kustomize' }));
        const layers = (0,_environments_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .higherLayers */ .S_)(file, this.#index).map((layer) => ({ file: layer, via: 'values' }));
        return [...kustomizations, ...layers].flatMap((reader) => {
            const { environment } = (0,_environments_conventions_js__WEBPACK_IMPORTED_MODULE_1__/* .placeOf */ .$)(reader.file, { requested: this.#requested });
            return environment === undefined ? [] : [{ ...reader, environment }];
        });
    }
    /** The kustomizations that use a file, directly or through others, the nearest first. */
    kustomizationsOver(file) {
        const files = this.#graph.reach(file).flatMap((folder) => this.#files.get(folder) ?? []);
        const distance = new Map(files.map((each) => [each, this.#graph.reach(each).length]));
        return files.sort((a, b) => (distance.get(b) ?? 0) - (distance.get(a) ?? 0));
    }
    /** Whether what stands in `by` wins over what a reader takes from the base. */
    covers({ by, reader, base }) {
        if (reader.via === 'values')
            return by === reader.file || this.isOver(by, reader) || this.isOver(reader.file, { ...reader, file: by });
        const [folder, own] = [folderOf(by), folderOf(reader.file)];
        if (!this.#graph.reach(base).includes(folder))
            return false;
        return folder === own || this.#graph.reach(by).includes(own) || this.#graph.reach(reader.file).includes(folder);
    }
    /** Whether a file builds on another reader. */
    isOver(file, { file: lower, via }) {
        if (via === 'values')
            return (0,_environments_layers_js__WEBPACK_IMPORTED_MODULE_3__/* .lowerLayers */ ._W)(file, this.#index).includes(lower);
        return folderOf(file) !== folderOf(lower) && this.#graph.reach(lower).includes(folderOf(file));
    }
    /** Those readers that build on no other one of the same environment. */
    nearest(readers) {
        return readers.filter((reader) => !readers.some((other) => other.environment === reader.environment && other.via === reader.via && this.isOver(reader.file, other)));
    }
}
function folderOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
/** The graph of all kustomizations of a tree. Ones that can't be read use nothing. */
async function readKustomizeGraph(options) {
    return (0,_environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_2__/* .kustomizeGraph */ .s)({ kustomizations: await readKustomizations(options), paths: options.paths });
}
/** The data of every kustomization of a tree. Ones that can't be read use nothing. */
async function readKustomizations({ tree, paths, }) {
    const kustomizations = new Map();
    for (const [path, bytes] of await tree.read(paths.filter(_environments_kustomize_graph_js__WEBPACK_IMPORTED_MODULE_2__/* .isKustomizationFile */ .y))) {
        const decoded = (0,_edit_text_js__WEBPACK_IMPORTED_MODULE_4__/* .decodeText */ .g7)(bytes);
        const parsed = decoded.ok ? (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__/* .parseYaml */ .hN)((0,_edit_view_js__WEBPACK_IMPORTED_MODULE_5__/* .fileView */ .eT)(decoded.text)) : undefined;
        if (parsed?.ok)
            kustomizations.set(path, toData(parsed.documents[0]?.document));
    }
    return kustomizations;
}
// Fails on a file that expands without end, and on one that is nested deeper than the stack.
function toData(document) {
    try {
        return document?.toJS({ maxAliasCount: 100 });
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 5917:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  qg: () => (/* binding */ FileReader),
  jT: () => (/* binding */ isScannedFile),
  Fl: () => (/* binding */ isTemplate),
  r9: () => (/* binding */ readDocuments),
  so: () => (/* binding */ scanImages)
});

// EXTERNAL MODULE: ./src/edit/text.ts
var edit_text = __nccwpck_require__(165);
// EXTERNAL MODULE: ./src/edit/view.ts
var view = __nccwpck_require__(4479);
// EXTERNAL MODULE: ./src/edit/yaml-file.ts
var yaml_file = __nccwpck_require__(1580);
// EXTERNAL MODULE: ./src/environments/layers.ts + 1 modules
var environments_layers = __nccwpck_require__(4752);
// EXTERNAL MODULE: ./src/edit/node-index.ts
var node_index = __nccwpck_require__(8663);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __nccwpck_require__(2157);
// EXTERNAL MODULE: ./src/versions/image-grammar.ts
var image_grammar = __nccwpck_require__(8440);
// EXTERNAL MODULE: ./src/versions/image-reference.ts + 1 modules
var image_reference = __nccwpck_require__(7028);
// EXTERNAL MODULE: ./src/pins/pin-sites.ts
var pin_sites = __nccwpck_require__(8350);
// EXTERNAL MODULE: ./src/pins/walk.ts
var walk = __nccwpck_require__(8455);
;// CONCATENATED MODULE: ./src/pins/image-records.ts






const tagKeys = ['tag', 'imageTag', 'image_tag'];
const digestKeys = ['digest', 'imageDigest', 'image_digest', 'sha'];
const nameKeys = ['repository', 'imageRepository', 'image', 'imageName', 'image_name', 'name', 'repo'];
const registryKeys = ['registry', 'imageRegistry'];
/** A name with its version beside it (`repository` + `tag` + `digest`, `registry`, `image` + `imageTag`, …), or half of that. */
function readRecord(map, visit, format) {
    const declared = declaredName(map, visit);
    if (declared === 'not-bare')
        return {};
    const sites = versionSites(map, visit, declared);
    if (!sites)
        return {};
    const name = declared && {
        path: (0,yaml_path/* formatYamlPath */.q)(visit.path),
        canonical: declared.canonical,
        written: declared.written,
    };
    const [first] = sites;
    if (!first || first.version === undefined)
        return name && isImageName(declared, visit) ? withoutVersion(map, { visit, declared, format, name }) : {};
    const found = {
        format,
        kind: 'image',
        place: (0,walk/* placeOf */.$t)(visit),
        current: Object.assign({}, ...sites.map(({ version }) => version)),
        sites: sites.map(({ site }) => site),
        record: (0,pin_sites/* recordSite */.Fz)(map, visit, [...tagKeys, 'version', ...digestKeys, ...nameKeys]),
        line: (0,pin_sites/* lineOfSite */.hE)(first.site),
    };
    if (!name || !declared)
        return isInList(visit) ? {} : { lone: { path: (0,yaml_path/* formatYamlPath */.q)(visit.path), pin: found } };
    return { name, pin: { ...found, ...namesOf(declared), sites: [...found.sites, ...nameSite(map, visit, declared)] } };
}
function namesOf({ canonical, written }) {
    return { name: canonical, names: [canonical], writtenName: written };
}
// Helm replaces lists whole: what stands in one takes nothing from the layers below.
function isInList({ path }) {
    return path.some((step) => typeof step === 'number');
}
function isImageKey(key) {
    return /image$/i.test(key ?? '');
}
/** Whether a name that stands without a version is an image's: `name` alone may be anything's. */
function isImageName(declared, visit) {
    return declared.key !== 'name' || isImageKey(visit.parentKey);
}
// A version can be put beside the name where the map has the name itself.
function withoutVersion(map, { visit, declared, format, name }) {
    const nameMember = (0,pin_sites/* memberSite */.ew)(map, { visit, key: declared.key, part: 'name' });
    if (!nameMember || declared.hasHexTag || !/repository$/i.test(declared.key))
        return { name };
    const record = (0,pin_sites/* recordSite */.Fz)(map, visit, [...tagKeys, ...digestKeys, ...nameKeys]);
    const sites = [...emptySites(map, visit, [...tagKeys, ...digestKeys]), ...nameSite(map, visit, declared)];
    const pin = {
        format,
        kind: 'image',
        place: (0,walk/* placeOf */.$t)(visit),
        current: {},
        sites,
        record,
        line: (0,pin_sites/* lineOfSite */.hE)(nameMember),
    };
    return { name, pin: { ...pin, ...namesOf(declared) } };
}
// The first name key that is there decides; one that already holds a version makes the map no record of a name and a version.
function declaredName(map, { at: { document } }) {
    const values = (0,walk/* mergedValues */.T)(document, map);
    const textOf = (key) => (0,node_index/* scalarText */.ws)(document, values.get(key)) || undefined;
    const key = nameKeys.find(textOf);
    const text = key === undefined ? undefined : textOf(key);
    if (key === undefined || text === undefined)
        return undefined;
    const registry = registryKeys.map(textOf).find(Boolean)?.replace(/\/+$/, '');
    const hasHexTag = text.endsWith('@sha256');
    const bare = hasHexTag ? text.slice(0, -'@sha256'.length) : text;
    const reference = (0,image_reference/* tryParseImageReference */.tj)(registry && !bare.startsWith(`${registry}/`) ? `${registry}/${bare}` : bare);
    if (!reference || reference.tag || reference.digest)
        return 'not-bare';
    const { canonical, written } = reference;
    return { key, canonical, written, hasRegistryKey: registry !== undefined, hasHexTag };
}
/** Tag and digest of a map, the one with a version first; `undefined` when one of them is no version (a template, say). */
function versionSites(map, visit, declared) {
    const tag = firstFilled(map, visit, isVersionATag(declared, visit) ? [...tagKeys, 'version'] : tagKeys);
    const digest = firstFilled(map, visit, digestKeys);
    const tagSite = tag === undefined ? undefined : readTag(map, { visit, key: tag, isHex: declared?.hasHexTag ?? false });
    const digestSite = digest === undefined ? undefined : readDigest(map, { visit, key: digest });
    if (tag !== undefined && !tagSite)
        return undefined;
    // `sha` is as often a commit's.
    if (digest !== undefined && !digestSite && digest !== 'sha')
        return undefined;
    const places = digestSite ? [] : emptySites(map, visit, ['digest']).map((site) => ({ site, version: undefined }));
    return [tagSite, digestSite].filter((site) => site !== undefined).concat(places);
}
/** The first of the keys that the map has itself, with a text in it. */
function firstFilled(map, { at: { document } }, keys) {
    return keys.find((key) => (0,node_index/* scalarText */.ws)(document, map.items[(0,walk/* ownPairIndex */.lo)(map, key)]?.value));
}
// A `version` beside a name is as often a chart's: it counts where the name can only be an image's.
function isVersionATag(declared, visit) {
    if (!declared)
        return false;
    if (isImageKey(visit.parentKey))
        return true;
    return (declared.key === 'image' || declared.key === 'repository') && declared.written.includes('/');
}
function readTag(map, options) {
    const site = (0,pin_sites/* memberSite */.ew)(map, { ...options, part: options.isHex ? 'digest-hex' : 'tag' });
    const version = site && (options.isHex ? hexVersion(site.scalar.value) : tagVersion(site.scalar.value));
    return site && version && { site, version };
}
function readDigest(map, options) {
    const site = (0,pin_sites/* memberSite */.ew)(map, { ...options, part: 'digest' });
    if (!site)
        return undefined;
    const { value } = site.scalar;
    if ((0,image_grammar/* isDigest */.Bc)(value))
        return { site, version: { digest: value } };
    const version = hexVersion(value);
    return version && { site: { ...site, part: 'digest-hex' }, version };
}
function hexVersion(text) {
    return /^[0-9a-f]{64}$/.test(text) ? { digest: `sha256:${text}` } : undefined;
}
/** `1.4.0` or `1.4.0@sha256:…`. */
function tagVersion(text) {
    const [tag = '', digest, ...rest] = text.split('@');
    if (rest.length > 0 || !(0,image_grammar/* isTag */.dz)(tag))
        return undefined;
    if (digest === undefined)
        return { tag };
    return (0,image_grammar/* isDigest */.Bc)(digest) ? { tag, digest } : undefined;
}
/** `digest: ""`: places that are made for a version and hold none yet. */
function emptySites(map, visit, keys) {
    return keys.flatMap((key) => {
        const site = (0,pin_sites/* memberSite */.ew)(map, { visit, key, part: /tag$/i.test(key) ? 'tag' : 'digest' });
        return site && (site.scalar.value === '' || site.scalar.kind === 'null') ? [site] : [];
    });
}
function nameSite(map, visit, declared) {
    if (declared.hasRegistryKey || declared.hasHexTag)
        return [];
    const site = (0,pin_sites/* memberSite */.ew)(map, { visit, key: declared.key, part: 'name' });
    return site ? [site] : [];
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
;// CONCATENATED MODULE: ./src/pins/image-references.ts





/** Images in one string under the keys of a map: `image: name:tag@digest`, and every value of a map `images`. */
function findReferences(map, visit, format) {
    const isMapOfImages = isImagesKey(visit.parentKey);
    return (0,yaml_file/* effectivePairs */.NJ)(map).flatMap(([, key, value]) => {
        if (!isMapOfImages && !/image(?:[_-]?name)?$/i.test(key))
            return [];
        return readReference(value, { visit, format, key }) ?? [];
    });
}
/** An image in one string as an item of a list `images`. */
function findListedReference(node, visit, format) {
    return isImagesKey(visit.parentKey) ? readReference(node, { visit, format }) : undefined;
}
function isImagesKey(key) {
    return /images$/i.test(key ?? '');
}
function readReference(node, { visit, format, key }) {
    const reference = (0,image_reference/* tryParseImageReference */.tj)((0,node_index/* scalarText */.ws)(visit.at.document, node) ?? '');
    if (!reference)
        return undefined;
    const { canonical, written, tag, digest } = reference;
    const hasVersion = tag !== undefined || digest !== undefined;
    // Without a version a text is an image's name for certain only where Kubernetes wants one.
    if (!hasVersion && !(key === 'image' && (0,dist/* isScalar */.jn)(node) && isContainer(visit)))
        return undefined;
    const site = (0,pin_sites/* siteOf */.zU)(node, { at: visit.at, part: 'reference', key });
    if (!site)
        return undefined;
    return {
        format,
        kind: 'image',
        name: canonical,
        names: [canonical],
        writtenName: written,
        current: { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) },
        sites: [site],
        place: site.place,
        line: (0,pin_sites/* lineOfSite */.hE)(site),
    };
}
/** An item of `containers`, `initContainers` or `ephemeralContainers`. */
function isContainer({ path, parentKey }) {
    return typeof path.at(-1) === 'number' && /^(?:c|initC|ephemeralC)ontainers$/.test(parentKey ?? '');
}

;// CONCATENATED MODULE: ./src/pins/image-shapes.ts



/** Finds images in the shapes that Helm values, manifests and custom resources share: in one string, or part by part in a map. */
function findImageShapes(document, format, skips = () => false) {
    const pins = [];
    const names = [];
    const lone = [];
    (0,walk/* walk */.GG)(document, {
        map(map, visit) {
            if (skips(map, visit))
                return;
            const found = readRecord(map, visit, format);
            if (found.pin)
                pins.push(found.pin);
            if (found.name)
                names.push(found.name);
            if (found.lone)
                lone.push(found.lone);
            pins.push(...findReferences(map, visit, format));
        },
        item(node, visit) {
            const pin = findListedReference(node, visit, format);
            if (pin)
                pins.push(pin);
        },
    });
    return { pins, names, lone };
}

;// CONCATENATED MODULE: ./src/pins/helm-values.ts

/** Helm values: the shapes that charts share. A tag whose name stands in a lower layer is found by `layers.ts`. */
const helmValues = {
    name: 'helm-values',
    matches: () => true,
    find: (document) => findImageShapes(document, 'helm-values'),
};

// EXTERNAL MODULE: ./src/environments/kustomize-graph.ts + 1 modules
var kustomize_graph = __nccwpck_require__(8086);
;// CONCATENATED MODULE: ./src/pins/kustomize.ts







/**
 * Kustomizations and Components: their `images`, and every image in inline patches. Fields of an image entry:
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/
 */
const kustomize = {
    name: 'kustomize',
    matches: (path) => (0,kustomize_graph/* isKustomizationFile */.y)(path),
    find: (document) => {
        const shapes = findImageShapes(document, 'kustomize', (map, visit) => isOwnEntry(visit) || isImageEntry(map, visit));
        return { ...shapes, pins: [...findImageEntries(document, isOwnEntry), ...shapes.pins], lone: [] };
    },
};
/** An item of the kustomization's own `images`, whatever fields it has. */
function isOwnEntry({ at, path }) {
    return at.level === 0 && path.length === 2 && path[0] === 'images' && typeof path[1] === 'number';
}
/** Entries of `images` lists: kustomize's own, and those of a Flux or Argo CD object that takes the same entries. */
function findImageEntries(document, isOwn = () => false) {
    const pins = [];
    (0,walk/* walk */.GG)(document, {
        map(map, visit) {
            const pin = isOwn(visit) || isImageEntry(map, visit) ? readEntry(map, visit) : undefined;
            if (pin)
                pins.push(pin);
        },
    });
    return pins;
}
/** An item of an `images` list with kustomize's fields: an image's name, and what to run in its place. */
function isImageEntry(map, visit) {
    if (visit.parentKey !== 'images' || typeof visit.path.at(-1) !== 'number')
        return false;
    const has = (key) => (0,walk/* ownPairIndex */.lo)(map, key) !== -1;
    return has('name') && (has('newTag') || has('newName') || (has('digest') && !has('tag')));
}
function readEntry(map, visit) {
    const text = (key) => (0,node_index/* scalarText */.ws)(visit.at.document, map.items[(0,walk/* ownPairIndex */.lo)(map, key)]?.value) || undefined;
    const name = (0,image_reference/* tryParseImageReference */.tj)(text('name') ?? '');
    const used = text('newName') === undefined ? name : (0,image_reference/* tryParseImageReference */.tj)(text('newName') ?? '');
    const [tag, digest] = [text('newTag'), text('digest')];
    if (!name || !used || (tag && !(0,image_grammar/* isTag */.dz)(tag)) || (digest && !(0,image_grammar/* isDigest */.Bc)(digest)))
        return undefined;
    const sites = ['newTag', 'digest', 'newName'].flatMap((key) => entrySite(map, visit, key));
    const lineSite = sites[0] ?? (0,pin_sites/* memberSite */.ew)(map, { visit, key: 'name', part: 'name' });
    if (!lineSite)
        return undefined;
    return {
        format: 'kustomize',
        kind: 'image',
        name: used.canonical,
        names: [...new Set([used.canonical, name.canonical])],
        writtenName: used.written,
        entryName: name.written,
        current: { ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) },
        sites,
        place: (0,walk/* placeOf */.$t)(visit),
        record: (0,pin_sites/* recordSite */.Fz)(map, visit, ['name', 'newName', 'newTag', 'digest']),
        line: (0,pin_sites/* lineOfSite */.hE)(lineSite),
    };
}
const parts = { newTag: 'tag', digest: 'digest', newName: 'name' };
function entrySite(map, visit, key) {
    const site = (0,pin_sites/* memberSite */.ew)(map, { visit, key, part: parts[key] });
    return site ? [site] : [];
}

;// CONCATENATED MODULE: ./src/pins/kubernetes.ts





/**
 * Kubernetes objects of every kind: containers wherever a pod template is embedded (workloads, CronJobs, Lists, Rollouts, custom
 * resources), and the image shapes of custom resources such as a HelmRelease's values.
 */
const kubernetes = {
    name: 'kubernetes',
    matches: (_path, document) => isKubernetesObject(document),
    find: (document) => {
        const shapes = findImageShapes(document, 'kubernetes', isImageEntry);
        return { ...shapes, pins: [...shapes.pins, ...findImageEntries(document)], lone: [] };
    },
};
function isKubernetesObject(document) {
    const { root } = document;
    if (!(0,dist/* isMap */.jh)(root))
        return false;
    const values = (0,walk/* mergedValues */.T)(document, root);
    return ['apiVersion', 'kind'].every((key) => Boolean((0,node_index/* scalarText */.ws)(document, values.get(key))));
}

;// CONCATENATED MODULE: ./src/pins/layered-pins.ts

/**
 * Finds tags and digests that stand alone in a values file (`values-dev.yaml` with nothing but `image.tag`) and take their name
 * from the same path in the nearest layer below that has one, as Helm merges values files: later files win, key by key. Below a
 * chart's own values are those of its subcharts, each under its name.
 */
async function findLayeredPins(options) {
    const { reader, hits, names, index, paths } = options;
    const declaring = hits.filter((path) => reader.values(path)?.names.some(({ canonical }) => names.includes(canonical)));
    const above = declaring.flatMap((path) => [...(0,environments_layers/* higherLayers */.S_)(path, index), ...layersOfParent(path, index)]);
    const higher = [...new Set(above)].filter((path) => paths.has(path));
    await reader.readAll(higher);
    const withLone = higher.filter((path) => (reader.values(path)?.lone.length ?? 0) > 0);
    await reader.readAll(withLone.flatMap((path) => layersBelow(path, index).map((layer) => layer.path)));
    return withLone.flatMap((file) => {
        const layers = layersBelow(file, index);
        return (reader.values(file)?.lone ?? []).flatMap((lone) => {
            const name = nearestName(lone.path, layers, reader);
            if (!name || !names.includes(name.canonical))
                return [];
            return { ...lone.pin, file, name: name.canonical, names: [name.canonical], writtenName: name.written };
        });
    });
}
function nearestName(path, layers, reader) {
    for (const layer of layers) {
        const name = reader.values(layer.path)?.names.find((each) => layer.prefix + each.path === path);
        if (name)
            return name;
    }
    return undefined;
}
function layersBelow(path, index) {
    const own = (0,environments_layers/* lowerLayers */._W)(path, index).map((layer) => ({ path: layer, prefix: '' }));
    const chart = [...ancestorsOf(path)].find((folder) => index.charts.has(folder));
    return chart === undefined ? own : [...own, ...subchartsOf(chart, index)];
}
function subchartsOf(chart, index) {
    const folder = chart === '' ? 'charts/' : `${chart}/charts/`;
    return [...index.charts].flatMap((subchart) => {
        const name = subchart.startsWith(folder) ? subchart.slice(folder.length) : '';
        if (name === '' || name.includes('/'))
            return [];
        return (index.folders.get(subchart)?.shared ?? []).map(({ path }) => ({ path, prefix: `${name}.` }));
    });
}
/** The values files of the chart that has the chart of a values file as a subchart. */
function layersOfParent(path, index) {
    const parent = /^(?:(.*)\/)?charts\/[^/]+\/[^/]+$/.exec(path);
    const chart = parent?.[1] ?? '';
    if (!parent || !index.charts.has(chart))
        return [];
    const own = (index.folders.get(chart)?.shared ?? []).map((file) => file.path);
    return own.flatMap((file) => [file, ...(0,environments_layers/* higherLayers */.S_)(file, index)]);
}
function* ancestorsOf(path) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
        yield path.slice(0, at);
    yield '';
}

;// CONCATENATED MODULE: ./src/pins/scan.ts








/** The first that matches a document reads it. A new format is one module and one entry here. */
const formats = [kustomize, kubernetes, helmValues];
/** Finds every place where one of the named images has its version. Files that don't hold a name are never parsed. */
async function scanImages(options) {
    const { tree, names, index } = options;
    if (names.length === 0)
        return { pins: [], texts: new Map(), problems: [], skipped: [] };
    const paths = options.paths.filter(isScannedFile);
    const reader = new FileReader(tree);
    const within = new Set(paths);
    const below = paths.flatMap((path) => (0,environments_layers/* lowerLayers */._W)(path, index)).filter((path) => !within.has(path));
    const hits = await findFilesNaming(tree, [...paths, ...new Set(below)], names);
    await reader.readAll(hits);
    const isWanted = (pin) => pin.names.some((name) => names.includes(name));
    const direct = hits
        .filter((file) => within.has(file))
        .flatMap((file) => reader.file(file)?.pins ?? [])
        .filter(isWanted);
    const layered = await findLayeredPins({ reader, hits, names, index, paths: within });
    const pins = [...direct, ...layered].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
    return { pins, texts: reader.textsOf(pins), problems: reader.problems, skipped: reader.skipped };
}
/**
 * The files that can hold one of the names: they spell its path out, or the first part of it behind a `registry` key and the last
 * part elsewhere (`registry: ghcr.io/acme`, `repository: web`).
 */
async function findFilesNaming(tree, paths, names) {
    const whole = names.map((name) => pathOf(name).join('/'));
    const split = names.filter((name) => pathOf(name).length > 1);
    const owners = split.map((name) => name.split('/').slice(0, 2).join('/'));
    const candidates = await tree.search(paths, [...whole, ...owners]);
    const spelt = new Set(await tree.search(candidates, whole));
    const others = await tree.search(candidates.filter((path) => !spelt.has(path)), ['registry', 'Registry']);
    const composed = new Set(await tree.search(others, split.map((name) => pathOf(name).at(-1) ?? name)));
    return candidates.filter((path) => spelt.has(path) || composed.has(path));
}
/** The parts of an image's name behind the registry, `library` left out: what files spell out. */
function pathOf(canonical) {
    return canonical
        .slice(canonical.indexOf('/') + 1)
        .replace(/^library\//, '')
        .split('/');
}
/** Whether a file can hold a pin, by its name. */
function isScannedFile(path) {
    return /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/.test(path);
}
/** Reads and parses files once each, and gathers what is wrong with them. */
class FileReader {
    problems = [];
    skipped = [];
    #tree;
    #files = new Map();
    constructor(tree) {
        this.#tree = tree;
    }
    async readAll(paths) {
        const missing = paths.filter((path) => !this.#files.has(path));
        if (missing.length === 0)
            return;
        const contents = await this.#tree.read(missing);
        for (const path of missing) {
            const bytes = contents.get(path);
            this.#files.set(path, bytes && this.#parse(path, bytes));
        }
    }
    file(path) {
        return this.#files.get(path);
    }
    values(path) {
        return this.#files.get(path);
    }
    textsOf(pins) {
        return new Map(pins.map(({ file }) => [file, this.#files.get(file)?.text ?? '']));
    }
    #parse(path, bytes) {
        const decoded = (0,edit_text/* decodeText */.g7)(bytes);
        if (!decoded.ok) {
            this.problems.push({ ...decoded.problem, file: path });
            return undefined;
        }
        const { text } = decoded;
        const parsed = (0,yaml_file/* parseYaml */.hN)((0,view/* fileView */.eT)(text));
        if (parsed.ok)
            return { text, ...readDocuments(path, parsed.documents) };
        if (/\{\{|\{%/.test(text))
            this.skipped.push({ ...parsed.problem, code: 'template', file: path, message: 'is a template and was not read' });
        else
            this.problems.push({ ...parsed.problem, file: path });
        return undefined;
    }
}
/** Whether a text that is no YAML is meant to become some: a Helm, Go or Jinja template. */
function isTemplate(text) {
    return /\{\{|\{%/.test(text);
}
/** What the documents of a file say of images; the first format that takes a document reads it. */
function readDocuments(file, documents) {
    const found = documents.map((document) => formats.find((format) => format.matches(file, document))?.find(document));
    return {
        pins: found.flatMap((each) => each?.pins ?? []).map((pin) => ({ ...pin, file })),
        names: found.flatMap((each) => each?.names ?? []),
        lone: found.flatMap((each) => each?.lone ?? []),
    };
}


/***/ }),

/***/ 753:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ parseValuePath),
/* harmony export */   s: () => (/* binding */ findByPath)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8663);
/* harmony import */ var _edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1580);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8455);




/**
 * Reads a path: keys with dots between them, `[n]`, `[key=text]`, `"quoted.key"`, `*` for every key or item.
 * `images[name=web].newTag`, `metadata.annotations."a.b/c"`, `spec.containers[*].image`.
 */
function parseValuePath(text) {
    const steps = [];
    let rest = text;
    while (rest !== '') {
        const isFirst = steps.length === 0;
        const token = /^\.?("(?:[^"\\]|\\.)*")|^(\[)((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]|^\.?([^.[\]"]+)/.exec(rest);
        const hasDot = rest.startsWith('.');
        if (!token || (hasDot && isFirst) || (!hasDot && !isFirst && !token[2])) {
            return { ok: false, message: `the path ${JSON.stringify(text)} can't be read from ${JSON.stringify(rest)} on` };
        }
        const step = stepOf(token);
        if (!step)
            return { ok: false, message: `${JSON.stringify(token[0])} is no step of a path` };
        steps.push(step);
        rest = rest.slice(token[0].length);
    }
    return steps.length > 0 ? { ok: true, steps } : { ok: false, message: 'the path is empty' };
}
function stepOf(token) {
    const [, quoted, bracket, inside, bare] = token;
    if (quoted !== undefined)
        return { key: unquote(quoted) };
    if (bracket === undefined)
        return bare === '*' ? { any: true } : { key: bare ?? '' };
    const content = inside ?? '';
    if (content === '*')
        return { any: true };
    if (/^\d+$/.test(content))
        return { index: Number(content) };
    const [, key, text] = /^("(?:[^"\\]|\\.)*"|[^="]+)=(.*)$/s.exec(content) ?? [];
    return key === undefined || text === undefined ? undefined : { where: { key: unquote(key), text: unquote(text) } };
}
function unquote(text) {
    return text.startsWith('"') && text.endsWith('"') && text.length > 1
        ? text.slice(1, -1).replace(/\\(.)/g, '$1')
        : text;
}
/**
 * Every node of a document that the steps lead to, each once; aliases on the way, and maps merged in by `<<`, are followed.
 * A node that several ways lead to is one match: whatever is written there is written once.
 */
function findByPath(document, steps) {
    let matches = [{ node: document.root, path: [] }];
    for (const step of steps)
        matches = distinct(document, matches.flatMap((match) => children(document, match, step)));
    return matches;
}
function distinct(document, matches) {
    const seen = new Set();
    return matches.filter(({ node }) => {
        const target = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) ? ((0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, node) ?? node) : undefined;
        if (!target)
            return true;
        const isNew = !seen.has(target);
        seen.add(target);
        return isNew;
    });
}
function children(document, match, step) {
    const node = (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, match.node);
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        return pairsOf(document, node, step).map(({ key, value }) => ({ node: value, key, path: [...match.path, key] }));
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
        return [];
    return [...node.items.entries()].flatMap(([index, item]) => isItem(document, { item, index, step }) ? [{ node: item, path: [...match.path, index] }] : []);
}
function pairsOf(document, map, step) {
    if ('any' in step)
        return (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__/* .effectivePairs */ .NJ)(map).map(([, key, value]) => ({ key, value }));
    const values = 'key' in step ? (0,_walk_js__WEBPACK_IMPORTED_MODULE_3__/* .mergedValues */ .T)(document, map) : undefined;
    return 'key' in step && values?.has(step.key) ? [{ key: step.key, value: values.get(step.key) }] : [];
}
function isItem(document, { item, index, step }) {
    if ('any' in step)
        return true;
    if ('index' in step)
        return step.index === index;
    const map = 'where' in step ? (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, item) : undefined;
    if (!('where' in step) || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map))
        return false;
    const value = (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, (0,_walk_js__WEBPACK_IMPORTED_MODULE_3__/* .mergedValues */ .T)(document, map).get(step.where.key));
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) && (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .scalarText */ .ws)(document, value) === step.where.text;
}


/***/ }),

/***/ 9710:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   MC: () => (/* binding */ pinOfValue),
/* harmony export */   ev: () => (/* binding */ isNamed),
/* harmony export */   vk: () => (/* binding */ findValuePins)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8663);
/* harmony import */ var _edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(2157);
/* harmony import */ var _pin_sites_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8350);
/* harmony import */ var _value_path_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(753);
/* harmony import */ var _walk_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8455);






/** The scalars of a document that a `value` input names. A map or list at the place is no pin. */
function findValuePins(document, update) {
    if (!isNamed(document, update))
        return [];
    return (0,_value_path_js__WEBPACK_IMPORTED_MODULE_3__/* .findByPath */ .s)(document, update.steps).flatMap((match) => valuePin(document, match));
}
/** Whether a document is the one that `Kind/name#` names; every one is where nothing is named. */
function isNamed(document, { object }) {
    const { root } = document;
    if (!object || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root))
        return !object;
    const values = (0,_walk_js__WEBPACK_IMPORTED_MODULE_4__/* .mergedValues */ .T)(document, root);
    const metadata = (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAlias */ .Zg)(document, values.get('metadata'));
    const name = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(metadata) ? (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .scalarText */ .ws)(document, (0,_walk_js__WEBPACK_IMPORTED_MODULE_4__/* .mergedValues */ .T)(document, metadata).get('name')) : undefined;
    return (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_1__/* .scalarText */ .ws)(document, values.get('kind')) === object.kind && name === object.name;
}
function valuePin(document, { node, key, path }) {
    const site = (0,_pin_sites_js__WEBPACK_IMPORTED_MODULE_2__/* .siteOf */ .zU)(node, { at: { document, level: 0 }, part: 'value', key });
    return site ? [pinOfValue(site, (0,_edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_5__/* .formatYamlPath */ .q)(path))] : [];
}
/** The pin of one scalar, whatever it holds; its name is its path. */
function pinOfValue(site, name) {
    return {
        format: 'value',
        kind: 'value',
        name,
        names: [name],
        writtenName: name,
        current: { tag: site.scalar.value },
        sites: [site],
        place: site.place,
        line: (0,_pin_sites_js__WEBPACK_IMPORTED_MODULE_2__/* .lineOfSite */ .hE)(site),
    };
}


/***/ }),

/***/ 8455:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   GG: () => (/* binding */ walk),
/* harmony export */   T: () => (/* binding */ mergedValues),
/* harmony export */   lo: () => (/* binding */ ownPairIndex)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _edit_inner_yaml_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4758);
/* harmony import */ var _edit_node_index_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8663);
/* harmony import */ var _edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1580);
/* harmony import */ var _edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2157);





/**
 * Calls the visitor for every map and list item of a document, outermost first, and of the YAML texts that stand in its
 * literal block scalars. Anchored nodes are visited where they are written; aliases are not followed. Of a key that stands
 * twice only the last value is visited: it is the one that counts.
 */
function walk(document, visitor) {
    walkDocument({ document, level: 0 }, visitor);
}
function walkDocument(at, visitor) {
    const stack = [
        { node: at.document.root, visit: { at, path: [], parentKey: undefined } },
    ];
    for (let next = stack.pop(); next; next = stack.pop()) {
        const { node, visit } = next;
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
            visitor.map?.(node, visit);
            for (const [, key, value] of (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_3__/* .effectivePairs */ .NJ)(node).reverse()) {
                stack.push({ node: value, visit: { at, path: [...visit.path, key], parentKey: key } });
            }
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
            for (const [index, item] of [...node.items.entries()].reverse()) {
                stack.push({ node: item, visit: { at, path: [...visit.path, index], parentKey: visit.parentKey } });
            }
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
            if (typeof visit.path.at(-1) === 'number')
                visitor.item?.(node, visit);
            walkInner(node, visit, visitor);
        }
    }
}
function walkInner(node, { at, path }, visitor) {
    const outer = placeOf({ at, path });
    for (const document of (0,_edit_inner_yaml_js__WEBPACK_IMPORTED_MODULE_1__/* .innerDocuments */ .r)(at.document, node, at.level)) {
        walkDocument({ document, outer, level: at.level + 1 }, visitor);
    }
}
/** The place of what is visited, or of a key in it. */
function placeOf({ at: { document, outer }, path }, key) {
    return (0,_edit_yaml_path_js__WEBPACK_IMPORTED_MODULE_4__/* .placeOfPath */ .E)({ document: document.index, path: key === undefined ? path : [...path, key], outer });
}
/** The index of a map's own pair by key, the last one where it stands twice; -1 when there is none. */
function ownPairIndex(map, key) {
    return map.items.findLastIndex((pair) => (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_3__/* .keyText */ .Pu)(pair.key) === key);
}
/** Nobody merges more maps into one; looking through any number would take forever in a file that is made for it. */
const maxMerged = 32;
/** The values of a map by key, its own and those of the maps merged into it by `<<` (https://yaml.org/type/merge.html). */
function mergedValues(document, map) {
    const values = new Map();
    const seen = new Set();
    const stack = [map];
    for (let next = stack.pop(); next && seen.size < maxMerged; next = stack.pop()) {
        if (seen.has(next))
            continue;
        seen.add(next);
        for (const [, key, value] of (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_3__/* .effectivePairs */ .NJ)(next))
            if (!values.has(key))
                values.set(key, value);
        stack.push(...mergedMaps(document, next).reverse());
    }
    return values;
}
function mergedMaps(document, map) {
    const values = map.items.flatMap((pair) => ((0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_3__/* .keyText */ .Pu)(pair.key) === '<<' ? [(0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveAlias */ .Zg)(document, pair.value)] : []));
    const nodes = values.flatMap((value) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(value) ? value.items.map((item) => (0,_edit_node_index_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveAlias */ .Zg)(document, item)) : [value]);
    return nodes.filter((node) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node));
}


/***/ }),

/***/ 4399:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ neighbourStyles),
/* harmony export */   b: () => (/* binding */ newEntry)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8815);
/* harmony import */ var _edit_sites_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8920);
/* harmony import */ var _edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1580);



/** The styles of the entries that are there, for one more. */
function neighbourStyles(document) {
    const styles = new Map();
    for (const entry of document ? entriesOf(document) : []) {
        for (const pair of entry.items) {
            const site = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.value) ? (0,_edit_sites_js__WEBPACK_IMPORTED_MODULE_1__/* .scalarSite */ .qJ)(document, pair.value) : undefined;
            if (site)
                styles.set((0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__/* .keyText */ .Pu)(pair.key), site.style);
        }
    }
    return styles;
}
function entriesOf({ root }) {
    const images = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root) ? root.items.findLast((pair) => (0,_edit_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__/* .keyText */ .Pu)(pair.key) === 'images')?.value : undefined;
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(images) ? images.items.filter((item) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(item)) : [];
}
// A key that no neighbour has is written like the one most like it.
const likeness = { newName: 'name', newTag: 'digest', digest: 'newTag' };
/** `images: [{name, newName, newTag, digest}]` with what there is. */
function newEntry({ name, newName, version, styles }) {
    const parts = { name, newName, newTag: version.tag, digest: version.digest };
    const pairs = Object.entries(parts).flatMap(([key, scalar]) => {
        const style = styles.get(key) ?? styles.get(likeness[key] ?? key) ?? 'plain';
        return scalar === undefined ? [] : [[key, { scalar, type: 'string', style }]];
    });
    return { map: new Map([['images', { list: [{ map: new Map(pairs) }] }]]) };
}


/***/ }),

/***/ 5399:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  k: () => (/* binding */ editFiles),
  o: () => (/* binding */ sharedAnchors)
});

// EXTERNAL MODULE: ./src/edit/text.ts
var edit_text = __nccwpck_require__(165);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./src/edit/inner-yaml.ts
var inner_yaml = __nccwpck_require__(4758);
// EXTERNAL MODULE: ./src/edit/node-index.ts
var node_index = __nccwpck_require__(8663);
// EXTERNAL MODULE: ./src/edit/plain.ts
var plain = __nccwpck_require__(2684);
// EXTERNAL MODULE: ./src/edit/view.ts
var view = __nccwpck_require__(4479);
// EXTERNAL MODULE: ./src/edit/yaml-file.ts
var yaml_file = __nccwpck_require__(1580);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __nccwpck_require__(2157);
;// CONCATENATED MODULE: ./src/edit/verify.ts







/**
 * Proves an edit by reading both texts: the data differ in exactly the expected places, and there as planned.
 * @returns what is wrong, in words; an empty list when all is as planned
 */
function verifyEdit(before, after, expected) {
    const old = flatten(before);
    const next = flatten(after);
    if (!old || !next)
        return ['the edited file is no longer valid YAML'];
    const wanted = new Set(expected.map(keyOf));
    const made = new Set(expected.flatMap((each) => ('container' in each ? [each.place] : [])));
    const outer = new Set(expected.flatMap(({ place }) => outerPlaces(place)));
    // A block scalar that is written as a whole takes all the places in its text with it.
    const isWanted = (place) => wanted.has(place) || outerPlaces(place).some((each) => wanted.has(each));
    const wrong = [];
    for (const [place, value] of old) {
        if (isWanted(place) || outer.has(place) || (made.has(place) && value.isNull))
            continue;
        if (next.get(place)?.text !== value.text)
            wrong.push(`${place} would change`);
    }
    for (const place of next.keys()) {
        if (!old.has(place) && !isWanted(place))
            wrong.push(`${place} would be new`);
    }
    return [...wrong, ...expected.flatMap((each) => unmet(each, next.get(keyOf(each))))];
}
/** How a place is known among the leaves of a text: maps and lists have a mark of their own. */
function keyOf(expected) {
    return 'container' in expected ? markOf(expected.place, expected.container) : expected.place;
}
function markOf(place, container) {
    return `${place}${container === 'map' ? '{}' : '[]'}`;
}
function unmet(expected, found) {
    if ('container' in expected)
        return found ? [] : [`${expected.place} would be missing`];
    if (expected.value === undefined)
        return found ? [`${expected.place} would stay`] : [];
    if (!found)
        return [`${expected.place} would be missing`];
    if (found.value !== expected.value)
        return [`${expected.place} would read ${JSON.stringify(found.value)}`];
    return expected.mustBeString && !found.isString ? [`${expected.place} would not be read as a string`] : [];
}
function outerPlaces(place) {
    const parts = place.split('|');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('|'));
}
function flatten(text) {
    const leaves = new Map();
    const parsed = (0,yaml_file/* parseYaml */.hN)((0,view/* fileView */.eT)(text));
    if (!parsed.ok)
        return undefined;
    for (const document of parsed.documents)
        collect(document, { outer: undefined, level: 0 }, leaves);
    return leaves;
}
function collect(document, { outer, level }, leaves) {
    const stack = [{ node: document.root, path: [] }];
    for (let item = stack.pop(); item; item = stack.pop()) {
        const { node, path } = item;
        const place = (0,yaml_path/* placeOfPath */.E)({ document: document.index, path, outer });
        for (const [step, child] of distinctChildren(node))
            stack.push({ node: child, path: [...path, step] });
        if ((0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node))
            leaves.set(markOf(place, (0,dist/* isMap */.jh)(node) ? 'map' : 'list'), container(node));
        else
            leaves.set(place, leafOf(document, node));
        // Places inside a block are known only while the block is YAML; the block's own text is compared in any case.
        for (const inner of (0,inner_yaml/* innerDocuments */.r)(document, node, level))
            collect(inner, { outer: place, level: level + 1 }, leaves);
    }
}
// A key that stands twice has two places: the last pair, which counts, has the plain one.
function distinctChildren(node) {
    const seen = new Set();
    return (0,yaml_file/* childNodes */.EK)(node)
        .map(([step, child], index) => [step, child, index])
        .reverse()
        .map(([step, child, index]) => {
        const isShadowed = seen.has(step);
        seen.add(step);
        return [isShadowed ? `${step} (${index})` : step, child];
    });
}
function leafOf(document, node) {
    if ((0,dist/* isAlias */.Vj)(node)) {
        const text = `alias ${node.source} ${(0,node_index/* resolveAlias */.Zg)(document, node) !== undefined}`;
        return { text, value: '*', isString: false, isNull: false };
    }
    if (!(0,dist/* isScalar */.jn)(node))
        return { text: 'nothing', value: '', isString: false, isNull: true };
    const value = (0,node_index/* textOfScalar */.Jb)(node);
    const isString = isStringScalar(node);
    const kind = isString ? 'string' : typeof node.value;
    return {
        text: `${kind} ${node.anchor ?? ''} ${node.tag ?? ''} ${value}`,
        value,
        isString,
        isNull: node.value === null,
    };
}
function isStringScalar(scalar) {
    if (typeof scalar.value !== 'string')
        return false;
    return scalar.type !== 'PLAIN' || scalar.tag !== undefined || (0,plain/* plainKind */.d)((0,node_index/* textOfScalar */.Jb)(scalar)) === 'string';
}
function container(node) {
    return { text: `${node.anchor ?? ''} ${node.tag ?? ''}`, value: '', isString: false, isNull: false };
}

;// CONCATENATED MODULE: ./src/plan/file-edits.ts



/** Puts the edits of all changes into their files, and proves of each file that nothing else changed. */
function editFiles(options) {
    const files = [];
    const problems = [];
    for (const [path, changes] of groupByFile(options.changes)) {
        const before = options.texts.get(path) ?? '';
        const edits = distinctEdits(changes.flatMap(({ edits }) => edits));
        const overlap = edits === undefined ? conflictingEdits(path, changes) : undefined;
        const after = edits === undefined ? before : (0,view/* applyViewEdits */.zW)(before, edits);
        const wrong = overlap
            ? []
            : verifyEdit(before, after, changes.flatMap(({ expected }) => expected));
        if (overlap)
            problems.push(overlap);
        else if (wrong.length > 0)
            problems.push(unproven(path, changes, wrong));
        else
            files.push({ path, mode: options.modes.get(path) ?? '100644', content: (0,edit_text/* encodeText */.wx)(after), before, after });
    }
    return { files, problems };
}
function groupByFile(changes) {
    const groups = new Map();
    for (const change of changes)
        groups.set(change.pin.file, [...(groups.get(change.pin.file) ?? []), change]);
    return groups;
}
// Pins that read one anchor are edited by one edit; two different texts for one place can't both be right.
function distinctEdits(edits) {
    const inFile = edits.map((each) => ({ each, at: each.view.toFile(each.edit) }));
    const sorted = inFile.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
    const distinct = [];
    for (const next of sorted) {
        const last = distinct.at(-1);
        const isSame = last && last.at.start === next.at.start && last.at.end === next.at.end && last.at.text === next.at.text;
        if (isSame)
            continue;
        if (last && next.at.start < last.at.end)
            return undefined;
        // Two insertions at one point would come in an order that nobody chose.
        if (last && last.at.start === next.at.start && last.at.end === next.at.end)
            return undefined;
        distinct.push(next);
    }
    return distinct.map(({ each }) => each);
}
function conflictingEdits(path, changes) {
    const names = [...new Set(changes.map(({ pin, to }) => `${pin.writtenName} → ${to}`))].join(', ');
    const message = `two different versions are wanted in one place (an anchor that several read): ${names}`;
    return {
        code: 'conflicting-edits',
        file: path,
        line: changes[0]?.pin.line ?? 1,
        message,
        hint: 'Give each its own value.',
    };
}
function unproven(path, changes, wrong) {
    const message = `the edit would change more than the version, so the file was left alone: ${wrong.slice(0, 3).join('; ')}`;
    return {
        code: 'unproven-edit',
        file: path,
        line: changes[0]?.pin.line ?? 1,
        message,
        hint: 'Please report it with the file.',
    };
}
/** What an edited anchor changes besides the pin: one warning for each value that others read through an alias. */
function sharedAnchors(changes) {
    const warnings = changes.flatMap(({ pin: { file, line, sites }, expected }) => sites
        .filter(({ scalar, place }) => scalar.aliasLines.length > 0 && expected.some((each) => each.place === place))
        .map(({ scalar: { anchors, aliasLines } }) => {
        const message = `the value stands in the anchor &${anchors.join(', &')}, which is also read in line ${aliasLines.join(', ')}`;
        return { code: 'shared-anchor', file, line, message };
    }));
    return [...new Map(warnings.map((warning) => [`${warning.file}:${warning.line}`, warning])).values()];
}


/***/ }),

/***/ 6822:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ff: () => (/* binding */ describeTarget),
  p$: () => (/* binding */ planImageChange),
  gI: () => (/* binding */ renameOf)
});

// EXTERNAL MODULE: ./src/pins/pin.ts
var pins_pin = __nccwpck_require__(6099);
// EXTERNAL MODULE: ./src/versions/image-reference.ts + 1 modules
var image_reference = __nccwpck_require__(7028);
// EXTERNAL MODULE: ./src/plan/image-parts.ts
var image_parts = __nccwpck_require__(2621);
// EXTERNAL MODULE: ./src/edit/pairs.ts
var edit_pairs = __nccwpck_require__(1953);
// EXTERNAL MODULE: ./src/edit/scalar.ts
var edit_scalar = __nccwpck_require__(5094);
// EXTERNAL MODULE: ./src/edit/yaml-path.ts
var yaml_path = __nccwpck_require__(2157);
;// CONCATENATED MODULE: ./src/plan/record-edits.ts



const none = { edits: [], expected: [] };
function join(parts) {
    return { edits: parts.flatMap(({ edits }) => edits), expected: parts.flatMap(({ expected }) => expected) };
}
/** Puts a text in place of a scalar; nothing when the text stands there already, and is read as the string that it is. */
function setScalar({ scalar, place }, { text, quote }) {
    const { source, value } = (0,edit_scalar/* formatScalar */.k)(scalar, { value: text, type: 'string', quote });
    if (source === scalar.source || (scalar.value === value && scalar.kind === 'string'))
        return none;
    return {
        edits: [{ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: source } }],
        expected: [{ place, value, mustBeString: true }],
    };
}
/**
 * Writes the parts of a version into their map: sets those that are there, puts in those that are missing, takes out those that
 * have to go.
 * @returns the key for which there is no room, when there is none
 */
function editRecord(pin, { texts, quote }) {
    const siteAt = (key) => pin.sites.find((site) => site.key === key);
    const done = [];
    const missing = [];
    const leaving = [];
    for (const [key, text] of texts) {
        const site = siteAt(key);
        if (site && text !== undefined)
            done.push(setScalar(site, { text, quote }));
        else if (text !== undefined)
            missing.push([key, text]);
        else
            leaving.push(key);
    }
    if (missing.length + leaving.length === 0)
        return join(done);
    if (!pin.record)
        return { noRoomFor: [...missing.map(([key]) => key), ...leaving].join(', ') };
    const moved = movePairs(pin.record, { missing, leaving, quote });
    return 'noRoomFor' in moved ? moved : join([...done, moved]);
}
function movePairs(record, { missing, leaving, quote }) {
    const { view, isJson, inFlow } = record;
    const pairs = missing.map(([key, text]) => {
        const source = (0,edit_scalar/* formatInline */.z)({ style: 'plain', inFlow, isJson }, { value: text, type: 'string', quote });
        return { key, source, isJson };
    });
    const expected = [
        ...missing.map(([key, value]) => ({ place: placeIn(record, key), value, mustBeString: true })),
        ...leaving.map((key) => ({ place: placeIn(record, key), value: undefined, mustBeString: false })),
    ];
    const [gone, ...others] = leaving.map((key) => record.pairs.get(key));
    const [first, ...rest] = pairs;
    // A digest that makes way for a tag: the line stays, with its comment.
    const isSwap = gone && first && others.length === 0 && rest.length === 0;
    const edits = isSwap
        ? [(0,edit_pairs/* replacePair */.Xe)(gone, first)]
        : [...(first ? [insertBeside(record, pairs)] : []), ...leaving.map((key) => removal(record, key))];
    const found = edits.filter((edit) => edit !== undefined);
    if (found.length < edits.length)
        return { noRoomFor: leaving[0] ?? missing[0]?.[0] ?? '' };
    return { edits: found.map((edit) => ({ view, edit })), expected };
}
function removal({ view, pairs }, key) {
    const pair = pairs.get(key);
    return pair && (0,edit_pairs/* deletePair */.gC)(view.text, pair);
}
// Of a kustomize entry behind its tag, else its new name; of any other map behind the last part that is there.
function insertBeside({ view, pairs }, added) {
    const last = [...pairs.values()].sort((a, b) => a.keyStart - b.keyStart).at(-1);
    const beside = pairs.get('newTag') ?? pairs.get('newName') ?? last;
    return beside && (0,edit_pairs/* insertAfter */.WH)(view.text, beside, added);
}
/** The place of a key in a record. */
function placeIn({ place, path }, key) {
    const before = (0,yaml_path/* formatYamlPath */.q)(path);
    return place.slice(0, place.length - before.length) + (0,yaml_path/* formatYamlPath */.q)([...path, key]);
}

// EXTERNAL MODULE: ./src/plan/target-version.ts
var target_version = __nccwpck_require__(2415);
;// CONCATENATED MODULE: ./src/plan/image-change.ts





/** Plans what an image update does to one pin that answers to its name. Rules: docs/rules.md, "Digests" and "Renames". */
function planImageChange(pin, options) {
    const { update, quote } = options;
    if (!(0,pins_pin/* hasVersion */.X)(pin) && !options.createMissing)
        return { kind: 'refused', problem: (0,target_version/* noVersion */.y)(pin) };
    const target = (0,target_version/* targetVersion */.I)(pin, options);
    if ('problem' in target)
        return { kind: 'refused', problem: target.problem };
    const { version } = target;
    const rename = renameOf(pin, update);
    const planned = editPin(pin, { version, rename, quote });
    if ('refused' in planned)
        return { kind: 'refused', problem: planned.refused };
    if (planned.edits.length === 0)
        return { kind: 'unchanged' };
    return {
        kind: 'change',
        change: { pin, from: (0,pins_pin/* formatVersion */.q)(pin.current), to: describeTarget(version, rename), version, ...planned },
    };
}
/** The name that an update gives a pin in place of the one that it has. */
function renameOf(pin, { newName }) {
    return newName !== undefined && (0,image_reference/* canonicalImageName */.dW)(newName) !== pin.name ? newName : undefined;
}
/** A version in words, with the new name when there is one. */
function describeTarget(version, rename) {
    return rename === undefined ? (0,pins_pin/* formatVersion */.q)(version) : (0,image_reference/* formatImageReference */.my)({ written: rename, ...version });
}
function editPin(pin, { quote, ...wanted }) {
    const reference = pin.sites.find(({ part }) => part === 'reference');
    if (reference)
        return setScalar(reference, { text: (0,image_parts/* referenceText */.n5)(pin, wanted), quote });
    const texts = (0,image_parts/* partTexts */.qi)(pin, wanted);
    if ('code' in texts)
        return { refused: texts };
    const edited = editRecord(pin, { texts, quote });
    return 'noRoomFor' in edited ? { refused: (0,image_parts/* noRoom */.fj)(pin, edited.noRoomFor) } : edited;
}


/***/ }),

/***/ 2621:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   fj: () => (/* binding */ noRoom),
/* harmony export */   n5: () => (/* binding */ referenceText),
/* harmony export */   qi: () => (/* binding */ partTexts)
/* harmony export */ });
/* harmony import */ var _versions_image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7028);

/** The text that a reference in one string becomes. */
function referenceText(pin, { version, rename }) {
    return (0,_versions_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .formatImageReference */ .my)({ written: rename ?? pin.writtenName, ...version });
}
/** The texts of the parts of a version that stand side by side in a map; a problem where a part has no place. */
function partTexts(pin, { version, rename }) {
    const tagSite = siteOf(pin, 'tag');
    const digestSite = siteOf(pin, 'digest') ?? siteOf(pin, 'digest-hex');
    const texts = new Map();
    // `repository: x@sha256` with the hex digits in `tag`: there a tag has no place.
    const isHexTag = digestSite?.part === 'digest-hex' && /tag$/i.test(digestSite.key ?? '');
    if (isHexTag && version.tag !== undefined)
        return noRoom(pin, 'tag');
    // Helm values without a place for a digest hold it behind the tag: `tag: 1.4.0@sha256:…`.
    const isJoined = !digestSite && version.digest !== undefined && version.tag !== undefined && pin.format !== 'kustomize';
    if (version.tag !== undefined) {
        const key = tagSite?.key ?? (pin.format === 'kustomize' ? 'newTag' : 'tag');
        texts.set(key, isJoined ? `${version.tag}@${version.digest}` : version.tag);
    }
    if (version.digest !== undefined && !isJoined) {
        const isHex = digestSite?.part === 'digest-hex';
        texts.set(digestSite?.key ?? 'digest', isHex ? version.digest.replace(/^sha256:/, '') : version.digest);
    }
    if (digestSite && version.digest === undefined && digestSite.scalar.value !== '')
        texts.set(digestSite.key ?? '', undefined);
    if (rename === undefined)
        return texts;
    const nameKey = siteOf(pin, 'name')?.key ?? (pin.format === 'kustomize' ? 'newName' : undefined);
    return nameKey === undefined ? noRename(pin) : texts.set(nameKey, rename);
}
function siteOf(pin, part) {
    return pin.sites.find((site) => site.part === part);
}
/** A part that can't be written at its place. */
function noRoom(pin, key) {
    const message = `the ${key} of ${pin.writtenName} can't be added or taken away here without touching what surrounds it`;
    return {
        code: 'no-room',
        file: pin.file,
        line: pin.line,
        message,
        hint: 'Write the place out on lines of its own, once, by hand.',
    };
}
function noRename(pin) {
    const message = `${pin.writtenName} can't be renamed here: its name is put together from several values, or stands elsewhere`;
    return { code: 'no-rename', file: pin.file, line: pin.line, message, hint: 'Change the name by hand, once.' };
}


/***/ }),

/***/ 5795:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ quoteStyleOf)
/* harmony export */ });
/** The quotes that a file uses where it uses any: what a new pair of quotes should look like. Double ones where it has none. */
function quoteStyleOf(text) {
    const single = text.match(/(?:: |- )'/g)?.length ?? 0;
    const double = text.match(/(?:: |- )"/g)?.length ?? 0;
    return single > double ? "'" : '"';
}


/***/ }),

/***/ 3189:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cj: () => (/* binding */ selectMatches),
/* harmony export */   Oq: () => (/* binding */ touchedBy),
/* harmony export */   f1: () => (/* binding */ severalEnvironments),
/* harmony export */   pT: () => (/* binding */ sharedPlace)
/* harmony export */ });
/* harmony import */ var _pins_pin_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6099);

/** Chooses the pins that a run may edit. Rules: docs/rules.md, "Which environments" and "Shared places". */
function selectMatches(all, request, reach) {
    const { environments, applications } = request;
    const inApplication = all.filter(({ pin }) => applications.length === 0 || applications.includes(pin.application ?? ''));
    const matches = withVersion(inApplication, request);
    if (environments === 'all')
        return { matches, shared: [], ambiguous: [] };
    if (environments === undefined) {
        const touched = [...new Set(matches.flatMap(({ pin }) => touchedBy(pin)))].sort();
        return { matches, shared: [], ambiguous: request.isFilesOnly || touched.length < 2 ? [] : touched };
    }
    const own = matches.filter(({ pin }) => pin.environment !== undefined && environments.includes(pin.environment));
    const needed = matches.flatMap((match) => {
        if (match.pin.environment !== undefined)
            return [];
        const readers = reach.readersOf(match.pin.file).filter(({ environment }) => environments.includes(environment));
        const uncovered = readers.filter((reader) => !isCovered(match, { reader, own, reach }));
        return uncovered.length > 0 || isNamedFile(match) ? [{ ...match, readers: uncovered }] : [];
    });
    const isShared = ({ pin }) => pin.reaches.some((each) => !environments.includes(each));
    const alone = needed.filter((match) => !isShared(match)).map(({ pin, wanted }) => ({ pin, wanted }));
    return { matches: [...own, ...alone], shared: needed.filter(isShared), ambiguous: [] };
}
// A place that names an image without a version leaves that to others. It is one of the places only where one is to be made, and
// no other place of the same environment has it.
function withVersion(matches, { createMissing, environments }) {
    const pinned = matches.filter(({ pin }) => (0,_pins_pin_js__WEBPACK_IMPORTED_MODULE_0__/* .hasVersion */ .X)(pin));
    if (!createMissing)
        return pinned;
    const isSameScope = (one, other) => !Array.isArray(environments) || (one.environment === other.environment && one.application === other.application);
    const isPinned = ({ pin, wanted }) => pinned.some((other) => other.wanted.update === wanted.update && isSameScope(other.pin, pin));
    return matches.filter((match) => (0,_pins_pin_js__WEBPACK_IMPORTED_MODULE_0__/* .hasVersion */ .X)(match.pin) || !isPinned(match));
}
// A value that was named by its file, in a file that no environment is known to read, was meant.
function isNamedFile({ pin }) {
    return pin.kind === 'value' && pin.reaches.length === 0;
}
// A base is not needed where the environment has an entry of its own for the image: that one wins.
function isCovered({ pin, wanted }, { reader, own, reach }) {
    return own.some((other) => other.wanted.update === wanted.update &&
        other.pin.environment === reader.environment &&
        overrides(other.pin, pin) &&
        reach.covers({ by: other.pin.file, reader, base: pin.file }));
}
// Values win path by path; a kustomize entry, or a patch, wins wherever the image is named.
function overrides(other, base) {
    return other.format === 'helm-values' && base.format === 'helm-values' ? other.place === base.place : true;
}
/** The environments that an edit of a pin changes. */
function touchedBy(pin) {
    return pin.environment === undefined ? pin.reaches : [pin.environment];
}
/** The refusal for a shared place; `instead` says why no entry of its own can be made, where that was asked for. */
function sharedPlace(pin, environments, instead) {
    const names = environments.join(', ');
    const others = pin.reaches.filter((each) => !environments.includes(each));
    return {
        code: 'shared-place',
        file: pin.file,
        line: pin.line,
        message: `${pin.writtenName} is pinned in a place that ${names} shares with ${others.join(', ')}`,
        hint: `${instead ?? `Set "create-missing" to give ${names} an entry of its own`}, or name them all: "environment: ${pin.reaches.join(',')}".`,
    };
}
/** The problem of a run that would touch several environments without having been told to. */
function severalEnvironments(environments, matches) {
    const list = environments.map((name) => {
        const pin = matches.find((match) => touchedBy(match.pin).includes(name))?.pin;
        return `${name} (${pin?.file}:${pin?.line})`;
    });
    return {
        code: 'several-environments',
        message: `the versions stand in several environments: ${list.join(', ')}`,
        hint: `Name the one that is meant ("environment: ${environments[0]}"), or write "environment: all".`,
    };
}


/***/ }),

/***/ 2415:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ targetVersion),
/* harmony export */   y: () => (/* binding */ noVersion)
/* harmony export */ });
/* harmony import */ var _pins_pin_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6099);

/**
 * The version that an image update gives a place: each keeps its shape (tag, digest, or both), unless the `digest` input says
 * otherwise. A place without any version gets all that was given. Rules: docs/rules.md, "Digests".
 */
function targetVersion(pin, { update, digest: mode }) {
    const has = pin.current;
    const { tag, digest } = update;
    if (!(0,_pins_pin_js__WEBPACK_IMPORTED_MODULE_0__/* .hasVersion */ .X)(pin))
        return { version: given(update, mode) };
    if (tag === undefined) {
        if (has.tag !== undefined && has.digest !== digest)
            return { problem: tagWouldLie(pin, update) };
        return { version: { ...has, ...(digest !== undefined && { digest }) } };
    }
    if (mode === 'drop')
        return { version: { tag } };
    if (digest === undefined && has.digest !== undefined) {
        return has.tag === tag ? { version: has } : { problem: staleDigest(pin, update) };
    }
    const hasDigest = has.digest !== undefined || mode === 'add';
    return {
        version: { ...(has.tag !== undefined && { tag }), ...(hasDigest && digest !== undefined && { digest }) },
    };
}
function given({ tag, digest }, mode) {
    const dropsDigest = mode === 'drop' && tag !== undefined;
    return { ...(tag !== undefined && { tag }), ...(digest !== undefined && !dropsDigest && { digest }) };
}
function place(pin) {
    return { file: pin.file, line: pin.line };
}
function staleDigest(pin, update) {
    const shown = `${pin.current.digest?.slice(0, 19)}…`;
    const message = `${pin.writtenName} is pinned by the digest ${shown} here, which would be stale beside the tag ${update.tag}`;
    const hint = `Give the digest too (${update.written}:${update.tag}@sha256:…), or set "digest: drop" to pin by tag only.`;
    return { code: 'stale-digest', ...place(pin), message, hint };
}
function tagWouldLie(pin, update) {
    const message = `${pin.writtenName} is pinned by the tag ${pin.current.tag} here, which would not belong to the new digest`;
    const hint = `Give the tag too: ${update.written}:TAG@${update.digest}${pin.current.digest ? '' : ', with "digest: add" to pin both'}.`;
    return { code: 'tag-beside-digest', ...place(pin), message, hint };
}
/** The problem of a place that names an image and has no version, when none may be added. */
function noVersion(pin) {
    const message = `${pin.writtenName} has no tag and no digest here`;
    return { code: 'no-version', ...place(pin), message, hint: 'Set "create-missing" to add one.' };
}


/***/ }),

/***/ 7871:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ valueType),
/* harmony export */   f: () => (/* binding */ planValueChange)
/* harmony export */ });
/* harmony import */ var _edit_plain_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2684);
/* harmony import */ var _edit_scalar_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5094);


/** Keys whose values are versions: what is written there always reads back as a string. */
const versionKeys = new Set([
    'tag',
    'imageTag',
    'newTag',
    'digest',
    'version',
    'appVersion',
    'targetRevision',
    'image',
    'ref',
]);
/** Plans what a `value` update does to one place. Rules: docs/rules.md, "Values". */
function planValueChange(pin, { update, quote }) {
    const [site] = pin.sites;
    if (!site)
        return { kind: 'unchanged' };
    const type = valueType(update, { key: site.key, kind: site.scalar.kind });
    const isForcedPlain = update.forced === 'int' || update.forced === 'bool';
    const isUnquoted = isForcedPlain && site.scalar.style !== 'empty';
    const scalar = isUnquoted ? { ...site.scalar, style: 'plain' } : site.scalar;
    const { source, value } = (0,_edit_scalar_js__WEBPACK_IMPORTED_MODULE_0__/* .formatScalar */ .k)(scalar, { value: update.text, type, quote });
    const isRead = scalar.value === value && !isForcedPlain && (type === 'natural' || scalar.kind === 'string');
    if (isRead || source === scalar.source)
        return { kind: 'unchanged' };
    const change = {
        pin,
        from: site.scalar.value || '(none)',
        to: update.text,
        version: { tag: update.text },
        edits: [{ view: scalar.view, edit: { start: scalar.start, end: scalar.end, text: source } }],
        expected: [{ place: site.place, value, mustBeString: type === 'string' }],
    };
    return { kind: 'change', change };
}
/** Whether a value has to read back as a string, or may be what its text looks like. */
function valueType({ text, forced }, old) {
    if (forced !== undefined)
        return forced === 'str' ? 'string' : 'natural';
    if (old.key !== undefined && versionKeys.has(old.key))
        return 'string';
    return old.kind === 'null' || (old.kind !== 'string' && (0,_edit_plain_js__WEBPACK_IMPORTED_MODULE_1__/* .plainKind */ .d)(text) === old.kind) ? 'natural' : 'string';
}


/***/ }),

/***/ 2524:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   CN: () => (/* binding */ splitUrlCredentials),
/* harmony export */   D2: () => (/* binding */ authorizationSettings),
/* harmony export */   E$: () => (/* binding */ redact),
/* harmony export */   h3: () => (/* binding */ tokenAuthorization)
/* harmony export */ });
/** The header for a token: what actions/checkout sends. `undefined` when the server's URL is no http(s) URL. */
function tokenAuthorization(auth) {
    const server = parseHttpUrl(auth.serverUrl);
    return server && basicAuthorization({ origin: server.origin, user: 'x-access-token', password: auth.token });
}
/** A URL without the user and password in it, and the header that stands for them. */
function splitUrlCredentials(url) {
    const parsed = parseHttpUrl(url);
    if (!parsed?.password)
        return { url };
    const authorization = basicAuthorization({
        origin: parsed.origin,
        user: decodePart(parsed.username),
        password: decodePart(parsed.password),
    });
    const bare = url.replace(/^(https?:\/\/)[^/@]*@/i, '$1');
    return { url: bare, authorization: { ...authorization, secrets: [...authorization.secrets, parsed.password] } };
}
/**
 * The settings that make Git send exactly one `Authorization` header to `remoteUrl`; none when it is another server.
 * The empty value drops what less specific or earlier entries hold: actions/checkout leaves its own for the whole
 * server in the repo's config, since v6 in an included file (https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader).
 */
function authorizationSettings(remoteUrl, authorizations) {
    const remote = parseHttpUrl(remoteUrl);
    const authorization = remote && authorizations.find((candidate) => candidate.origin === remote.origin);
    if (!remote || !authorization)
        return [];
    // The whole URL, with the user's name if there is one: no entry in a file can be more specific.
    const user = remote.username === '' ? '' : `${remote.username}@`;
    const key = `http.${remote.protocol}//${user}${remote.host}${remote.pathname}.extraheader`;
    return [
        [key, ''],
        [key, `AUTHORIZATION: ${authorization.header}`],
    ];
}
/** The text with every secret, and the credentials in every URL (a lone user of an http URL may be a token), as `***`. */
function redact(text, secrets = []) {
    const longestFirst = [...secrets].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
    const masked = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return masked.replace(/\b(https?:\/\/)[^\s/@'"]+@|\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@'":]*:[^\s/@'"]*@/gi, '$1$2***@');
}
function basicAuthorization(options) {
    const encoded = Buffer.from(`${options.user}:${options.password}`).toString('base64');
    return { origin: options.origin, header: `basic ${encoded}`, secrets: [options.password, encoded] };
}
function parseHttpUrl(text) {
    if (!/^https?:\/\//i.test(text))
        return undefined;
    try {
        return new URL(text);
    }
    catch {
        return undefined;
    }
}
function decodePart(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 9545:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ findCheckout),
/* harmony export */   U: () => (/* binding */ realDirectory)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3916);



/**
 * The top of the checkout that a folder is in, and the `.git` (folder or file) there. Found without Git, which would
 * refuse a folder that another user owns.
 *
 * @throws DrawbridgeError `no-directory`, `not-a-repo`, `bare-repo` (exit 2)
 */
function findCheckout(directory) {
    for (let folder = realDirectory(directory);; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder)) {
        const dotGit = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git');
        if (isRepoLink(dotGit))
            return { topLevel: folder, dotGit };
        if (isGitFolder(folder))
            throw bareRepo(directory);
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder) === folder)
            break;
    }
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .badInput */ .AN)({
        code: 'not-a-repo',
        message: `${directory} is not in a Git repo`,
        hint: 'Give `directory` a checkout of the config repo, or use `--delivery files`, which needs no repo.',
    });
}
/**
 * The folder without links in its path.
 *
 * @throws DrawbridgeError `no-directory` (exit 2)
 */
function realDirectory(directory) {
    const real = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(directory, { throwIfNoEntry: false })?.isDirectory() ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(directory) : undefined;
    if (real !== undefined)
        return real;
    throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .badInput */ .AN)({ code: 'no-directory', message: `There is no folder ${directory}`, hint: 'Check `directory`.' });
}
/** A folder with a repo in it, or the file that a worktree or submodule has instead. */
function isRepoLink(dotGit) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(dotGit, { throwIfNoEntry: false })?.isFile() === true || isGitFolder(dotGit);
}
function isGitFolder(folder) {
    return ['HEAD', 'objects', 'refs'].every((name) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name)));
}
function bareRepo(directory) {
    const isDotGit = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(directory) === '.git';
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .badInput */ .AN)({
        code: 'bare-repo',
        message: `${directory} is ${isDotGit ? 'the inside of a Git repo' : 'a bare Git repo: it has no files to work on'}`,
        hint: 'Give `directory` a checkout, or `repository` to work on the remote.',
    });
}


/***/ }),

/***/ 5963:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ SkipList),
/* harmony export */   t: () => (/* binding */ defaultMaxFileBytes)
/* harmony export */ });
/** Files above this are no config: 10 MiB. */
const defaultMaxFileBytes = 10 * 1024 * 1024;
/** Keeps each skipped path once. */
class SkipList {
    #files = new Map();
    add(file) {
        if (!this.#files.has(file.path))
            this.#files.set(file.path, file);
    }
    addTooLarge(path, limitBytes) {
        this.add({ path, reason: 'too-large', detail: `${path} is larger than ${limitBytes} bytes and was not read` });
    }
    addName(path) {
        this.add({ path, reason: 'name-not-utf8', detail: `The name ${JSON.stringify(path)} is not UTF-8 text` });
    }
    addUnreadable(path, why) {
        this.add({ path, reason: 'unreadable', detail: `${path} cannot be read (${why})` });
    }
    all() {
        return [...this.#files.values()];
    }
}


/***/ }),

/***/ 8908:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D1: () => (/* binding */ pathOutside),
/* harmony export */   Gw: () => (/* binding */ ancestorsOf),
/* harmony export */   W0: () => (/* binding */ findPathProblem)
/* harmony export */ });
/**
 * What is wrong with a path as a place in a repo, if anything: empty, absolute, with `.`, `..` or a `.git` part (in any
 * case, as file systems without case would follow it), or with a NUL.
 */
function findPathProblem(path) {
    const parts = path.split('/');
    const leaves = path.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..');
    if (leaves)
        return pathOutside(path);
    if (parts.some((part) => part.toLowerCase() === '.git')) {
        return { code: 'path-in-git-dir', file: path, message: 'is inside a .git folder' };
    }
    return undefined;
}
/** The problem of a path that leaves the repo, or would through a link. */
function pathOutside(path, through) {
    return {
        code: 'path-outside',
        file: path,
        message: through === undefined ? 'is not a path inside the repo' : `leaves the repo through the link ${through}`,
        hint: 'Paths are relative to the repo, with / between the parts, and follow no links.',
    };
}
/** `a/b/c` → `a`, `a/b`. */
function ancestorsOf(path) {
    const ancestors = [];
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1))
        ancestors.push(path.slice(0, end));
    return ancestors;
}


/***/ }),

/***/ 5781:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ emptyResult),
/* harmony export */   R: () => (/* binding */ reportChange)
/* harmony export */ });
/** A result in which nothing happened, to build others from. */
const emptyResult = {
    outcome: 'unchanged',
    changed: false,
    changes: [],
    files: [],
    proposals: [],
    blocked: [],
    warnings: [],
    errors: [],
};
/** A change as the result document tells it. */
function reportChange({ pin, from, to }) {
    return {
        file: pin.file,
        line: pin.line,
        format: pin.format,
        kind: pin.kind,
        name: pin.name,
        environment: pin.environment ?? null,
        application: pin.application ?? null,
        from,
        to,
    };
}


/***/ }),

/***/ 9517:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ disarmCommands)
/* harmony export */ });
/**
 * Makes a text for a log harmless: no line of it is a command. The runner takes `::` at the start of a line, white space before
 * it or not, and the old `##[` anywhere (src/Runner.Common/ActionCommand.cs); Azure Pipelines takes `##vso[`, TeamCity
 * `##teamcity[`. Needed for every text with the content of files in it, such as a diff; annotations of `@actions/core` escape
 * themselves.
 */
function disarmCommands(text) {
    return (text
        // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes may stand before it.
        .replace(/^((?:[^\S\r\n\u2028\u2029]|\p{Cf}|\x1b\[[0-9;]*m)*):(?=:)/gmu, '$1: ')
        .replace(/##(?=[A-Za-z]*\[)/g, '# #'));
}


/***/ }),

/***/ 8440:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ isPathComponent),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   Bl: () => (/* binding */ maxTagLength),
/* harmony export */   Cf: () => (/* binding */ isRegistry),
/* harmony export */   Yj: () => (/* binding */ firstPart),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   iP: () => (/* binding */ digestLengths),
/* harmony export */   l0: () => (/* binding */ isDomain),
/* harmony export */   lS: () => (/* binding */ isImageName),
/* harmony export */   mQ: () => (/* binding */ splitReference),
/* harmony export */   ws: () => (/* binding */ maxNameLength)
/* harmony export */ });
const domainLabel = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${domainLabel}(?:\\.${domainLabel})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const wholeDomain = new RegExp(`^${domain}$`);
const wholeComponent = new RegExp(`^${component}$`);
const wholeName = new RegExp(`^(?:${domain}/)?${component}(?:/${component})*$`);
const wholeTag = /^\w[\w.-]{0,127}$/;
const wholeDigest = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const imageId = /^[a-f0-9]{64}$/;
/** How many hex digits the registered algorithms have: https://github.com/opencontainers/image-spec/blob/main/descriptor.md. */
const digestLengths = new Map([
    ['sha256', 64],
    ['sha512', 128],
]);
const maxTagLength = 128;
const maxNameLength = 255;
/** Cut at the first `@`, then at the last `:` behind the last `/` (an earlier one belongs to a port). */
function splitReference(text) {
    const at = text.indexOf('@');
    const head = at < 0 ? text : text.slice(0, at);
    const colon = head.lastIndexOf(':');
    const hasTag = colon > head.lastIndexOf('/');
    return {
        name: hasTag ? head.slice(0, colon) : head,
        tag: hasTag ? head.slice(colon + 1) : undefined,
        digest: at < 0 ? undefined : text.slice(at + 1),
    };
}
/**
 * Whether this is an image's name, with no tag and no digest. 64 hex digits are an image's id, not a name.
 * Grammar: https://github.com/distribution/reference/blob/main/regexp.go.
 */
function isImageName(text) {
    if (text.length > maxNameLength || !wholeName.test(text) || imageId.test(text))
        return false;
    // Docker reads `Acme/web` as the host `Acme`. It is an owner with an uppercase letter far more often.
    const first = firstPart(text);
    return isRegistry(first) ? isDomain(first) : first === first.toLowerCase();
}
/** Whether this is `algorithm:hex`: 64 lowercase hex digits for sha256, 128 for sha512, at least 32 for any other. */
function isDigest(text) {
    if (!wholeDigest.test(text))
        return false;
    const colon = text.indexOf(':');
    const algorithm = text.slice(0, colon);
    const length = digestLengths.get(algorithm.toLowerCase());
    if (length === undefined)
        return true;
    return text.length - colon - 1 === length && text === text.toLowerCase();
}
/** Whether registries accept this as a tag: 1 to 128 of letters, digits, `_`, `.`, `-`, not beginning with `.` or `-`. */
function isTag(text) {
    return wholeTag.test(text);
}
/** Whether one part of a path is well formed: lowercase letters and digits, joined by `.`, `_`, `__` or dashes. */
function isPathComponent(text) {
    return wholeComponent.test(text);
}
/** Whether this is `host[:port]`. */
function isDomain(text) {
    return wholeDomain.test(text);
}
/** What stands before the first `/`; empty when there is none. */
function firstPart(name) {
    return name.slice(0, Math.max(0, name.indexOf('/')));
}
/** A first part is a host only when it could not be an owner: it has a dot or a port, or is `localhost`. */
function isRegistry(first) {
    return first === 'localhost' || /[.:]/.test(first);
}


/***/ }),

/***/ 7028:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dW: () => (/* binding */ canonicalImageName),
  my: () => (/* binding */ formatImageReference),
  o_: () => (/* binding */ parseImageReference),
  tj: () => (/* binding */ tryParseImageReference)
});

// EXTERNAL MODULE: ./src/versions/image-grammar.ts
var image_grammar = __nccwpck_require__(8440);
;// CONCATENATED MODULE: ./src/versions/image-problem.ts

/**
 * What is wrong with a text that is no image reference, and what to write instead. Only the first thing that is wrong is
 * named: the rest can depend on it. Codes: `image-empty`, `image-whitespace`, `image-scheme`, `image-digest-empty`,
 * `image-tag-empty`, `image-tag`, `image-digest`, `image-uppercase`, `image-name`.
 */
function diagnoseImageReference(text) {
    const { name, tag, digest } = splitAtSlashedTag(text);
    return (checkShape(text) ??
        checkEmptyEnds(text, tag, digest) ??
        checkTag(text, tag) ??
        checkDigest(text, digest) ??
        checkName(text, name) ?? { code: 'image-name', message: `${quote(text)} is not an image reference` });
}
function checkShape(text) {
    if (text.trim() === '')
        return { code: 'image-empty', message: 'the image reference is empty', hint: emptyOutput };
    const space = text.search(/\s/);
    if (space >= 0) {
        return {
            code: 'image-whitespace',
            message: `${quote(text)} has white space at position ${space + 1}`,
            hint: `an image reference has none: ${text.trim().split(/\s+/)[0]}`,
        };
    }
    const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.exec(text)?.[0];
    if (scheme === undefined)
        return undefined;
    const rest = text.slice(scheme.length);
    return { code: 'image-scheme', message: `${quote(text)} begins with ${scheme}`, hint: `write ${quote(rest)}` };
}
const emptyOutput = 'an expression such as $' +
    '{{ steps.build.outputs.digest }} gives nothing when no step has that id, or the step did not push';
function checkEmptyEnds(text, tag, digest) {
    if (digest === '') {
        return { code: 'image-digest-empty', message: `${quote(text)} has nothing after "@"`, hint: emptyOutput };
    }
    if (tag === '')
        return { code: 'image-tag-empty', message: `${quote(text)} has nothing after ":"`, hint: emptyOutput };
    return undefined;
}
function checkTag(text, tag) {
    if (tag === undefined)
        return undefined;
    const problem = (what, hint) => ({
        code: 'image-tag',
        message: `the tag of ${quote(text)} ${what}`,
        hint,
    });
    const bad = /[^\w.-]/u.exec(tag);
    if (bad !== null) {
        const clean = tag.replace(/[^\w.-]+/gu, '-').replace(/^[.-]+|-+$/g, '');
        return problem(`has ${quote(bad[0])} at position ${bad.index + 1}`, `a tag has letters, digits, "_", "." and "-" only${clean === '' ? '' : `: ${quote(clean)} would do`}`);
    }
    if (/^[.-]/.test(tag))
        return problem(`begins with ${quote(tag.charAt(0))}`, 'it begins with a letter, a digit or "_"');
    if (tag.length <= image_grammar/* maxTagLength */.Bl)
        return undefined;
    return problem(`has ${tag.length} characters`, `a tag has at most ${image_grammar/* maxTagLength */.Bl}`);
}
function checkDigest(text, digest) {
    if (digest === undefined)
        return undefined;
    const colon = digest.indexOf(':');
    const algorithm = digest.slice(0, Math.max(0, colon));
    const hex = digest.slice(colon + 1);
    const problem = (what, hint) => ({
        code: 'image-digest',
        message: `the digest of ${quote(text)} ${what}`,
        hint,
    });
    const shape = 'a digest is "sha256:" and 64 lowercase hex digits';
    if (colon < 0) {
        return problem('names no algorithm', /^[0-9a-f]{64}$/.test(hex) ? `write ${quote(`sha256:${hex}`)}` : shape);
    }
    if (hex === '')
        return problem('has nothing after ":"', emptyOutput);
    const length = image_grammar/* digestLengths */.iP.get(algorithm.toLowerCase());
    const bad = /[^0-9a-fA-F]/u.exec(hex);
    if (bad !== null)
        return problem(`has ${quote(bad[0])} at position ${colon + bad.index + 2}`, shape);
    if (length !== undefined && hex.length !== length) {
        return problem(`has ${hex.length} hex digits`, `${algorithm} has ${length}`);
    }
    if (length !== undefined && digest !== digest.toLowerCase()) {
        return problem('has uppercase letters', `write ${quote(digest.toLowerCase())}`);
    }
    if (length === undefined && hex.length < 32)
        return problem(`has ${hex.length} hex digits`, 'a digest has at least 32');
    return /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*$/.test(algorithm)
        ? undefined
        : problem(`has the algorithm ${quote(algorithm)}`, shape);
}
function checkName(text, name) {
    const problem = (what, hint) => ({
        code: 'image-name',
        message: `${quote(text)} ${what}`,
        hint,
    });
    if (name === '')
        return problem('has no name', 'write name:tag, name@digest or name:tag@digest');
    const first = (0,image_grammar/* firstPart */.Yj)(name);
    const registry = (0,image_grammar/* isRegistry */.Cf)(first) ? first : undefined;
    const path = registry === undefined ? name : name.slice(registry.length + 1);
    const lower = path.toLowerCase();
    if (path !== lower) {
        const fixed = (registry === undefined ? '' : `${registry}/`) + lower + text.slice(name.length);
        return {
            code: 'image-uppercase',
            message: `${quote(text)} has uppercase letters in its name`,
            hint: `registries accept lowercase only: write ${quote(fixed)}`,
        };
    }
    if (registry !== undefined && !(0,image_grammar/* isDomain */.l0)(registry)) {
        return problem(`has the registry ${quote(registry)}`, 'a registry is a host name, and may have a port: ghcr.io, localhost:5000');
    }
    if (/^[a-f0-9]{64}$/.test(name))
        return problem('is an image id, no name', `write the image's name: name@sha256:${name}`);
    if (name.length > image_grammar/* maxNameLength */.ws)
        return problem(`has a name of ${name.length} characters`, `at most ${image_grammar/* maxNameLength */.ws} are accepted`);
    return checkPath(text, path);
}
function checkPath(text, path) {
    const parts = path.split('/');
    const problem = (what, hint) => ({
        code: 'image-name',
        message: `${quote(text)} ${what}`,
        hint,
    });
    if (parts.includes('')) {
        return problem('has an empty part in its name', 'between two "/" there is a name; was a variable empty?');
    }
    const bad = /[^a-z0-9._/-]/u.exec(path);
    if (bad !== null)
        return problem(`has ${quote(bad[0])} in its name`, 'a name has lowercase letters, digits, ".", "_" and "-"');
    const part = parts.find((candidate) => !(0,image_grammar/* isPathComponent */.$$)(candidate));
    if (part === undefined)
        return undefined;
    return problem(`has the part ${quote(part)} in its name`, 'each part begins and ends with a letter or a digit, and ".", "_", "__" or dashes stand alone between them');
}
/** A branch name as the tag (`web:feature/login`) has a `/` behind its `:`, which no port has. */
function splitAtSlashedTag(text) {
    const parts = (0,image_grammar/* splitReference */.mQ)(text);
    if (parts.tag !== undefined)
        return parts;
    const slashed = /^(\[[^\]]*\](?::\d*)?\/[^:]*|[^/:]*(?::\d+(?=\/))?[^:]*):(.*\/.*)$/su.exec(parts.name);
    return slashed === null ? parts : { ...parts, name: slashed[1] ?? '', tag: slashed[2] };
}
function quote(text) {
    return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}

;// CONCATENATED MODULE: ./src/versions/image-reference.ts


/** Hosts that serve Docker Hub's one registry; `docker.io` is the name that Docker itself shows. */
const dockerHub = 'docker.io';
const dockerHubAliases = new Set([
    'index.docker.io',
    'registry-1.docker.io',
    'registry.hub.docker.com',
]);
/** Name, tag and a digest twice the longest in use: longer text (a script, a template) is not worth a look. */
const maxLength = image_grammar/* maxNameLength */.ws + 1 + image_grammar/* maxTagLength */.Bl + 1 + 300;
/**
 * Takes `[registry[:port]/]path[:tag][@digest]` apart, or says exactly what is wrong with it. Never throws.
 * Grammar: https://github.com/distribution/reference (reference.go, regexp.go).
 */
function parseImageReference(text) {
    const reference = tryParseImageReference(text);
    return reference === undefined ? { ok: false, problem: diagnoseImageReference(text) } : { ok: true, reference };
}
/** The same without an explanation: cheap enough for every `image:` scalar of a large repo. */
function tryParseImageReference(text) {
    if (text.length > maxLength)
        return undefined;
    const parts = (0,image_grammar/* splitReference */.mQ)(text);
    if (parts.tag !== undefined && !(0,image_grammar/* isTag */.dz)(parts.tag))
        return undefined;
    if (parts.digest !== undefined && !(0,image_grammar/* isDigest */.Bc)(parts.digest))
        return undefined;
    return (0,image_grammar/* isImageName */.lS)(parts.name) ? referenceOf(parts) : undefined;
}
/**
 * The one form of a name that names are compared by: `nginx`, `docker.io/nginx` and `index.docker.io/library/nginx` are all
 * `docker.io/library/nginx`. Never throws; text that is no name comes back as some text that is stable under this function.
 * Rules: https://github.com/distribution/reference/blob/main/normalize.go (`splitDockerDomain`).
 */
function canonicalImageName(name) {
    const { registry, path } = placeOfName(name);
    return `${registry}/${path}`;
}
/** `name[:tag][@digest]`, the name as it was written. */
function formatImageReference(reference) {
    const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
    return `${reference.written}${tag}${reference.digest === undefined ? '' : `@${reference.digest}`}`;
}
function placeOfName(name) {
    const first = (0,image_grammar/* firstPart */.Yj)(name);
    if (!(0,image_grammar/* isRegistry */.Cf)(first))
        return { registry: dockerHub, path: name.includes('/') ? name : `library/${name}` };
    const rest = name.slice(first.length + 1);
    const host = first.toLowerCase();
    if (host !== dockerHub && !dockerHubAliases.has(host))
        return { registry: host, path: rest };
    return { registry: dockerHub, path: rest.includes('/') ? rest : `library/${rest}` };
}
function referenceOf(parts) {
    const { registry, path } = placeOfName(parts.name);
    return {
        registry,
        path,
        canonical: `${registry}/${path}`,
        written: parts.name,
        ...(parts.tag === undefined ? {} : { tag: parts.tag }),
        ...(parts.digest === undefined ? {} : { digest: parts.digest }),
    };
}


/***/ }),

/***/ 9665:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ compareVersions)
/* harmony export */ });
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8469);
/* harmony import */ var semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6353);
/* harmony import */ var semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _tag_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1743);
/* harmony import */ var _version_parts_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4422);




/**
 * Whether `to` is newer or older than `from`. `same` means the same text and nothing else; `unknown` is the answer wherever the
 * order is not certain, since `older` makes a guard refuse.
 *
 * - Numbers decide as in https://semver.org (11), also with two, four or more of them. A `v` means nothing, on one or on both:
 *   projects begin and cease to write it. Equal numbers in other clothes (`v1.4.0`, `1.4.0+a`) are `unknown`, not `same`.
 * - Suffixes have to be of one flavour (`-alpine`, `-alpine3.20`): `1.2.3-alpine` and `1.2.4` are different images.
 *   Prereleases are ordered, with `rc10` above `rc9`, which semver's text order has the other way.
 * - A version that is a part of the other (`1.4`, `1.4.2`) moves, and tells nothing.
 * - Tags of one shape with a date or time in it are ordered by that (`main-abc1234-1700000000`), never by a commit.
 */
function compareVersions(from, to) {
    if (from === to)
        return 'same';
    const [x, y] = [plainSemver(from), plainSemver(to)];
    if (x && y)
        return orderOf(semver_functions_compare_js__WEBPACK_IMPORTED_MODULE_0___default()(x, y));
    const [a, b] = [(0,_version_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .parseVersion */ .o)(from), (0,_version_parts_js__WEBPACK_IMPORTED_MODULE_3__/* .parseVersion */ .o)(to)];
    const result = a !== undefined && b !== undefined ? compareParts(a, b) : compareStamped(from, to);
    return orderOf(result);
}
function orderOf(result) {
    if (result === undefined || result === 0)
        return 'unknown';
    return result < 0 ? 'newer' : 'older';
}
// What has no suffix is semver's own to order; a year in front of a version that has none is another scheme.
function plainSemver(text) {
    const version = semver_functions_parse_js__WEBPACK_IMPORTED_MODULE_1___default()(text);
    return version && version.prerelease.length + version.build.length === 0 && !isYear(String(version.major))
        ? version
        : null;
}
function compareParts(a, b) {
    if (a.prefix !== b.prefix)
        return undefined;
    const core = compareCores(a.numbers, b.numbers);
    if (core === undefined)
        return undefined;
    if (core !== 0)
        return isOneFlavour(a, b) || isRevision(a, b) || isRevision(b, a) ? core : undefined;
    if (a.flavour !== b.flavour && (a.prerelease !== undefined) !== (b.prerelease !== undefined))
        return undefined;
    const prereleases = comparePrereleases(a.prerelease, b.prerelease);
    if (prereleases !== 0)
        return isOneFlavour(a, b) ? prereleases : undefined;
    return compareFlavours(a.flavour, b.flavour);
}
function compareCores(a, b) {
    const shared = Math.min(a.length, b.length);
    // A build number and a version, or a calendar and a version: the project has changed its scheme.
    if (a.length !== b.length && shared === 1)
        return undefined;
    if (isYear(a[0]) !== isYear(b[0]))
        return undefined;
    for (let i = 0; i < shared; i++) {
        const [x = '', y = ''] = [a[i], b[i]];
        if (x === y)
            continue;
        // `2024.1` beside `2024.01`: padded to a width in one of them only, so two schemes.
        if (x.length !== y.length && (isPadded(x) || isPadded(y)))
            return undefined;
        return (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .compareDigits */ .oY)(x, y);
    }
    return a.length === b.length ? 0 : undefined;
}
function isYear(number) {
    return number !== undefined && /^(?:19|20)\d\d(?:\d{4})?$/.test(number);
}
function isPadded(number) {
    return number.length > 1 && number.startsWith('0');
}
/** The same words in the same places; numbers and commits between them may differ. */
function isOneFlavour(a, b) {
    return flavourShape(a.flavour) === flavourShape(b.flavour);
}
function flavourShape(flavour) {
    const shapes = (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .tagFields */ .E)(flavour).map((field) => ((0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isCommit */ .WM)(field) ? '<commit>' : field.replace(/\d+/g, '#')));
    return shapes.join('');
}
/** `1.2.4-1` beside `1.2.3`: a packager's revision or a prerelease, and newer by either reading. */
function isRevision(a, b) {
    return /^-\d+$/.test(a.flavour) && b.flavour === '' && a.prerelease === undefined && b.prerelease === undefined;
}
const stages = ['alpha', 'beta', 'rc'];
const shortStages = new Map([
    ['a', 'alpha'],
    ['b', 'beta'],
]);
function comparePrereleases(a, b) {
    if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
    const [x, y] = [shortStages.get(a.word) ?? a.word, shortStages.get(b.word) ?? b.word];
    if (x !== y)
        return stages.includes(x) && stages.includes(y) ? stages.indexOf(x) - stages.indexOf(y) : undefined;
    for (let i = 0; i < Math.min(a.numbers.length, b.numbers.length); i++) {
        const result = (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .compareDigits */ .oY)(a.numbers[i] ?? '', b.numbers[i] ?? '');
        if (result !== 0)
            return result;
    }
    return a.numbers.length - b.numbers.length;
}
/** Two tags of one shape. Numbers count only behind a point in time: in front of it they count something else. */
function compareStamped(a, b) {
    return compareFields(a, b, (_, isBehindStamp) => isBehindStamp);
}
/** `-r5` and `-r6`, `-1` and `-2`: a packager's revision. The numbers of `-java17` or `-debian-12` are no order. */
function compareFlavours(a, b) {
    const hasWords = /[A-Za-z]/.test(a);
    return compareFields(a, b, (field) => (hasWords ? /^(?:r|rev|p|build)\d+$/i.test(field) : true));
}
/** By the first field that differs. A number decides nothing when a commit differs too: it may count on another branch. */
function compareFields(a, b, counts) {
    const [left, right] = [(0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .tagFields */ .E)(a), (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .tagFields */ .E)(b)];
    if (left.length !== right.length)
        return undefined;
    let decision;
    let isBehindStamp = false;
    let hasOtherCommit = false;
    for (const [i, x] of left.entries()) {
        const y = right[i] ?? '';
        const kind = pairKind(x, y);
        if (kind === undefined)
            return undefined;
        isBehindStamp ||= (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isStamp */ .GI)(x);
        hasOtherCommit ||= kind === 'commit';
        if (kind === 'stamp')
            decision ??= { by: kind, result: compareText(x, y) };
        if (kind === 'number')
            decision ??= { by: kind, result: counts(x, isBehindStamp) ? compareNumbered(x, y) : undefined };
    }
    return decision?.by === 'number' && hasOtherCommit ? undefined : decision?.result;
}
function pairKind(x, y) {
    if (x === y)
        return 'equal';
    if ((0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isStamp */ .GI)(x) && (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isStamp */ .GI)(y))
        return blank(x) === blank(y) ? 'stamp' : undefined;
    if ((0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isStamp */ .GI)(x) || (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .isStamp */ .GI)(y))
        return undefined;
    if (isHex(x) && isHex(y) && x.length === y.length && /[a-f]/.test(x + y))
        return 'commit';
    return x.replace(/\d+/g, '0') === y.replace(/\d+/g, '0') ? 'number' : undefined;
}
/** A commit of a length that both tags share may be all digits, or all letters, in one of them. */
function isHex(field) {
    return /^[0-9a-f]{6,64}$/.test(field);
}
function blank(field) {
    return field.replace(/\d/g, '0');
}
function compareText(x, y) {
    return x < y ? -1 : 1;
}
/** `r5` and `r10`: by the first run of digits that differs. */
function compareNumbered(x, y) {
    // Seven digits and more may be a commit that happens to have no letter.
    if (/\d{7}/.test(x) || /\d{7}/.test(y))
        return undefined;
    const [a, b] = [x.match(/\d+/g) ?? [], y.match(/\d+/g) ?? []];
    for (const [i, run] of a.entries()) {
        const result = (0,_tag_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .compareDigits */ .oY)(run, b[i] ?? '');
        if (result !== 0)
            return result;
    }
    return 0;
}


/***/ }),

/***/ 1743:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ tagFields),
/* harmony export */   GI: () => (/* binding */ isStamp),
/* harmony export */   WM: () => (/* binding */ isCommit),
/* harmony export */   oY: () => (/* binding */ compareDigits)
/* harmony export */ });
/** A date, with or without a time, as one field: `20240115`, `2024.01.15`, `2021-06-14T01-29-23Z`, `20240115093000`. */
const day = '(?:19|20)\\d\\d([-._]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])';
const time = '[T_.-]?(?:[01]\\d|2[0-3])[-:.]?[0-5]\\d(?:[-:.]?[0-5]\\d)?Z?';
const stampField = `(?<![A-Za-z0-9])${day}(?:${time})?(?![A-Za-z0-9])`;
const fields = new RegExp(`${stampField}|[A-Za-z0-9]+|[^A-Za-z0-9]+`, 'g');
const wholeStamp = new RegExp(`^${day}(?:${time})?$`);
/** Seconds or milliseconds since 1970, for the years 2001 to 2033. */
const wholeEpoch = /^1\d{9}(?:\d{3})?$/;
/** The dates, words, numbers and hashes of a tag, and the separators between them; joined they are the tag again. */
function tagFields(tag) {
    return tag.match(fields) ?? [];
}
/** A point in time: a date with year, month and day in this order, or seconds since 1970. */
function isStamp(field) {
    return wholeEpoch.test(field) || wholeStamp.test(field);
}
/** A commit's hex id, short or long, also as `git describe` writes it (`g1a2b3c4`). Pure digits could be a number. */
function isCommit(field) {
    return /^g?[0-9a-f]{7,64}$/.test(field) && /\d/.test(field) && /[a-f]/.test(field.replace(/^g/, ''));
}
/** Compares two runs of digits of any length: below 0 when the first is less. */
function compareDigits(a, b) {
    const [x, y] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
    if (x.length !== y.length)
        return x.length - y.length;
    return x < y ? -1 : Number(x > y);
}


/***/ }),

/***/ 4422:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ parseVersion)
/* harmony export */ });
const shape = /^((?:[A-Za-z][A-Za-z0-9]*[-_/])*)[vV]?(\d+(?:\.\d+)*)((?:[-_.]|(?=[A-Za-z]))[^+]+)?(?:\+(.*))?$/s;
const longWords = 'alpha|beta|rc|cr|pre|preview|prerelease|dev|snapshot|milestone|canary|next|nightly|ea';
const prerelease = new RegExp(`^[-_.]?(?:(${longWords})(?:[-._]?(\\d+(?:\\.\\d+)*))?|([abm])(\\d+(?:\\.\\d+)*))(?![A-Za-z0-9])(.*)$`, 'is');
/**
 * Takes `[prefix-][v]1.4.0[-rc.1][-flavour][+build]` apart, with any count of numbers. One number alone is a version only
 * when it is short and no other number follows: `1234567` could be a commit, `41-abc1234` and `pr-12` order nothing.
 */
function parseVersion(text) {
    const match = shape.exec(text);
    if (match === null)
        return undefined;
    const [, prefix = '', digits = '', suffix = '', build] = match;
    const numbers = digits.split('.');
    if (numbers.length === 1 && (prefix !== '' || digits.length > 6 || /\d/.test(suffix)))
        return undefined;
    const found = prerelease.exec(suffix);
    const word = (found?.[1] ?? found?.[3])?.toLowerCase();
    const preNumbers = (found?.[2] ?? found?.[4])?.split('.') ?? [];
    return {
        prefix,
        numbers,
        flavour: found?.[5] ?? suffix,
        ...(word === undefined ? {} : { prerelease: { word, numbers: preNumbers } }),
        ...(build === undefined ? {} : { build }),
    };
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(4043);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
exports.Vj = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
exports.Ll = identity.isNode;
__webpack_unused_export__ = identity.isPair;
exports.jn = identity.isScalar;
exports.oP = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
__webpack_unused_export__ = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
exports.hR = publicApi.parseAllDocuments;
__webpack_unused_export__ = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(4043);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(4043);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 4043:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(4043);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(6752);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5581);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
