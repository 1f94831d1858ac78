export const id = 203;
export const ids = [203];
export const modules = {

/***/ 5203:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHubForge: () => (/* binding */ createGitHubForge)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/forge/merge-refusals.ts
const conflicts = [
    /(base|head) branch was modified/i,
    /head branch is out of date/i,
    /merge conflict/i,
    /merge already in progress/i,
    /can(no|')t be rebased/i,
];
/** Texts after which a fresh plan may get through. GitHub gives them the same status (405) as what no try can change. */
function isMergeConflict(text) {
    return conflicts.some((pattern) => pattern.test(text));
}
const unmetRulesHint = 'Use "delivery: auto-merge": GitHub merges it as soon as the rules of the base are met.';
/** The first that fits wins: a branch with a merge queue usually asks for reviews, too. */
const refusals = [
    {
        code: 'merge-queue',
        pattern: /merge queue/i,
        hint: 'The base has a merge queue: use "delivery: auto-merge", then GitHub queues the pull request itself.',
    },
    {
        code: 'draft',
        pattern: /draft/i,
        hint: 'Leave out "draft", or mark the pull request as ready for review.',
    },
    {
        code: 'merge-method',
        pattern: /must not contain merge commits|(merge|merging|rebas|squash)\w*( commits)? (are|is) not allowed/i,
        hint: 'Write in "merge-method" one that the repo and its rules allow: merge, squash or rebase.',
    },
    {
        code: 'not-authorized',
        pattern: /not authorized|not permitted|not allowed to (push|merge)/i,
        hint: 'The rules of the base name who may merge: add the owner of the token there, or use "delivery: pull-request".',
    },
    {
        code: 'unmet-rules',
        pattern: /required|review|status check|rule violation|protected branch|signature|deployment/i,
        hint: unmetRulesHint,
    },
];
/** Why a merge is refused for good, if GitHub's text is a known one. */
function findMergeRefusal(text, message) {
    const refusal = refusals.find(({ pattern }) => pattern.test(text));
    return refusal && { code: refusal.code, message, hint: refusal.hint };
}

;// CONCATENATED MODULE: ./src/forge/pull-request-data.ts
/** Our view of GitHub's answer. */
function toPullRequest(data, options) {
    return {
        number: data.number,
        url: data.html_url,
        nodeId: data.node_id,
        branch: data.head.ref,
        headCommit: data.head.sha,
        base: data.base.ref,
        title: data.title,
        body: data.body ?? '',
        isDraft: data.draft ?? false,
        isOpen: data.state === 'open',
        isNew: options.isNew,
        author: data.user?.login,
        labels: (data.labels ?? []).map(({ name = '' }) => name),
        assignees: logins(data.assignees),
        reviewers: logins(data.requested_reviewers),
        teamReviewers: (data.requested_teams ?? []).map(({ slug }) => slug),
        autoMerge: readAutoMerge(data),
    };
}
/** GitHub trims texts, and its web page writes CRLF: neither is a difference. */
function isSameText(one, other) {
    const normal = (text) => text.replaceAll('\r\n', '\n').trim();
    return normal(one) === normal(other);
}
/** Logins, labels and team names do not differ by case. */
function hasName(names, wanted) {
    return names.some((name) => name.toLowerCase() === wanted.toLowerCase());
}
function logins(accounts) {
    return (accounts ?? []).map(({ login }) => login);
}
function readAutoMerge({ auto_merge: data }) {
    if (!data)
        return undefined;
    return { method: data.merge_method, title: data.commit_title ?? '', message: data.commit_message ?? '' };
}

;// CONCATENATED MODULE: ./src/forge/auto-merging.ts


const enableField = `enablePullRequestAutoMerge(input: {pullRequestId: $id, mergeMethod: $method, expectedHeadOid: $head,
    commitHeadline: $title, commitBody: $message}) { clientMutationId }`;
const variableTypes = '$id: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!, $title: String, $message: String';
const enableDocument = `mutation(${variableTypes}) {\n  ${enableField}\n}`;
/** What is on cannot be changed, only switched off and on; mutations of one document run in order. */
const renewDocument = `mutation(${variableTypes}) {
  disablePullRequestAutoMerge(input: {pullRequestId: $id}) { clientMutationId }
  ${enableField}
}`;
const maxTries = 5;
/** https://docs.github.com/graphql/reference/mutations#enablepullrequestautomerge; REST has nothing of the kind. */
async function enableAutoMerge(client, pullRequest, options) {
    if (isEnabledAlready(pullRequest, options))
        return { status: 'enabled' };
    for (let tryNumber = 1;; tryNumber += 1) {
        const outcome = await client.tryMutation({
            action: 'enable auto-merge',
            document: pullRequest.autoMerge ? renewDocument : enableDocument,
            variables: mutationVariables(pullRequest, options),
        });
        if (outcome.ok)
            return { status: 'enabled' };
        const isUnknownYet = /in unknown status/i.test(outcome.failure.text);
        if (!isUnknownYet || tryNumber === maxTries)
            return judge(client, outcome, pullRequest);
        // GitHub is still finding out whether it can be merged.
        await client.wait(tryNumber, outcome.failure.text);
    }
}
/** A pull request that moved needs the commit texts of what it carries now. */
function isEnabledAlready({ autoMerge, headCommit }, options) {
    if (autoMerge?.method !== options.method || headCommit !== options.expectedHead)
        return false;
    if (options.method === 'rebase')
        return true;
    const { title = autoMerge.title, message = autoMerge.message } = options;
    return isSameText(autoMerge.title, title) && isSameText(autoMerge.message, message);
}
function mutationVariables({ nodeId }, { method, expectedHead, title, message }) {
    const texts = method === 'rebase' ? {} : { title, message };
    return { id: nodeId, method: method.toUpperCase(), head: expectedHead, ...texts };
}
/**
 * What gh merges at once instead (`isImmediatelyMergeable` in its pkg/cmd/pr/merge), and a base without any rule: in all of
 * them no rule is left to wait for.
 */
const nothingToWaitFor = /in (clean|unstable|has_hooks) status|protected branch rules not configured/i;
/** The second: what was to be renewed was switched off meanwhile, and only that failed; switching it on did not. */
const isOnNow = /already enabled|^[^;]*can't disable auto-merge[^;]*$/i;
function judge(client, outcome, pullRequest) {
    const { text, graphqlType } = outcome.failure;
    if (graphqlType !== 'UNPROCESSABLE')
        throw client.explain(outcome);
    if (nothingToWaitFor.test(text))
        return { status: 'clean' };
    if (isOnNow.test(text))
        return { status: 'enabled' };
    if (isMergeConflict(text) || /in (dirty|unknown) status/i.test(text))
        return { status: 'conflict', text };
    return { status: 'refused', problem: findRefusal(text, pullRequest) };
}
function findRefusal(text, pullRequest) {
    const message = `Auto-merge of pull request #${pullRequest.number} was refused: ${text}`;
    if (/auto.?merge is not allowed/i.test(text)) {
        const settings = pullRequest.url.replace(/\/pull\/\d+$/, '/settings');
        const hint = `Switch on "Allow auto-merge" in the settings of the repo (${settings}, General, Pull Requests), or use "delivery: merge".`;
        return { code: 'auto-merge-off', message, hint };
    }
    return findMergeRefusal(text, message) ?? { code: 'auto-merge-refused', message };
}

;// CONCATENATED MODULE: ./src/forge/decoration.ts

/** Labels, assignees and reviewers that are not there yet, one request each kind; what GitHub refuses is a warning. */
async function decorate(task, wanted) {
    // One after the other: GitHub asks not to write at the same time (its secondary limits).
    const labels = await addLabels(task, wanted.labels);
    const assignees = await addAssignees(task, wanted.assignees);
    const reviewers = await requestReviews(task, wanted);
    return [...labels, ...assignees, ...reviewers];
}
async function addLabels({ client, pullRequest }, wanted) {
    const labels = missingNames(wanted, pullRequest.labels);
    return addAll(client, labels, (some) => ({
        action: `add ${some.length === 1 ? `the label ${some[0]}` : 'labels'}`,
        send: (rest) => rest.issues.addLabels({ ...client.place, issue_number: pullRequest.number, labels: [...some] }),
    }));
}
/** GitHub leaves out in silence who cannot be assigned: https://docs.github.com/rest/issues/assignees */
async function addAssignees({ client, pullRequest }, wanted) {
    const assignees = missingNames(wanted, pullRequest.assignees);
    if (assignees.length === 0)
        return [];
    const outcome = await client.tryRequest({
        action: `assign ${assignees.join(', ')}`,
        send: (rest) => rest.issues.addAssignees({ ...client.place, issue_number: pullRequest.number, assignees }),
    });
    if (!outcome.ok)
        return [warning(client, outcome)];
    const assigned = (outcome.data.assignees ?? []).map(({ login }) => login);
    return missingNames(assignees, assigned).map((login) => ({
        code: 'not-assigned',
        message: `${login} cannot be assigned to pull request #${pullRequest.number}`,
        hint: `Only people with access to ${client.access.owner}/${client.access.repo} can be, at most ten.`,
    }));
}
/** `@` before a name stands for a team, so that both kinds go into one request. */
const teamMark = '@';
async function requestReviews(task, wanted) {
    const { client, pullRequest } = task;
    const { author } = pullRequest;
    const isAuthor = (login) => author !== undefined && hasName([author], login);
    const people = missingNames(wanted.reviewers, pullRequest.reviewers);
    const teams = missingNames(wanted.teamReviewers.map(shortTeamName), pullRequest.teamReviewers);
    const open = await withoutAnswered(task, { people: people.filter((login) => !isAuthor(login)), teams });
    const problems = await addAll(client, open, (some) => requestCall(task, some));
    return [...people.filter(isAuthor).map(authorWarning), ...problems];
}
function shortTeamName(team) {
    return team.slice(team.lastIndexOf('/') + 1);
}
/**
 * Who has given a review is no requested reviewer any more: asking again would take the answer back. Which team a review was
 * for is not told, so with any review teams are not asked again.
 */
async function withoutAnswered({ client, pullRequest }, { people, teams }) {
    const marked = teams.map((team) => `${teamMark}${team}`);
    if (pullRequest.isNew || people.length + teams.length === 0)
        return [...people, ...marked];
    const outcome = await client.tryRequest({
        action: 'read the reviews',
        send: (rest) => rest.pulls.listReviews({ ...client.place, pull_number: pullRequest.number, per_page: 100 }),
    });
    const answered = outcome.ok ? outcome.data.map(({ user }) => user?.login ?? '') : [];
    const byOthers = answered.filter((login) => login !== pullRequest.author);
    return [...missingNames(people, answered), ...(byOthers.length === 0 ? marked : [])];
}
/** https://docs.github.com/rest/pulls/review-requests#request-reviewers-for-a-pull-request */
function requestCall({ client, pullRequest }, names) {
    const teams = names.filter((name) => name.startsWith(teamMark)).map((name) => name.slice(teamMark.length));
    const reviewers = names.filter((name) => !name.startsWith(teamMark));
    const options = {
        pull_number: pullRequest.number,
        ...(reviewers.length > 0 ? { reviewers } : {}),
        ...(teams.length > 0 ? { team_reviewers: teams } : {}),
    };
    return {
        action: `ask ${[...reviewers, ...teams].join(', ')} for a review`,
        send: (rest) => rest.pulls.requestReviewers({ ...client.place, ...options }),
    };
}
function authorWarning(login) {
    return {
        code: 'reviewer-is-author',
        message: `${login} opened the pull request and so cannot review it`,
        hint: 'Name somebody else in "reviewers", or use the token of a GitHub App.',
    };
}
/** All names in one request; where GitHub refuses that, each alone, so that one wrong name spoils no other. */
async function addAll(client, names, callFor) {
    if (names.length === 0)
        return [];
    const outcome = await client.tryRequest(callFor(names));
    if (outcome.ok)
        return [];
    if (outcome.failure.status !== 422 || names.length === 1)
        return [warning(client, outcome)];
    const problems = [];
    for (const name of names)
        problems.push(...(await addAll(client, [name], callFor)));
    return problems;
}
function warning(client, outcome) {
    const problem = client.explain(outcome).problems[0] ?? { code: 'github-error', message: outcome.failure.text };
    const isUnknownReviewer = problem.code === 'github-refused' && outcome.action.endsWith('for a review');
    if (!isUnknownReviewer)
        return problem;
    // What GitHub says of a team that it does not show the token: peter-evans/create-pull-request, github-helper.ts.
    const isTeam = /could not resolve to a node/i.test(outcome.failure.text);
    return { code: 'unknown-reviewer', message: problem.message, hint: isTeam ? teamHint : reviewerHint };
}
const reviewerHint = 'Only people and teams with access to the repo can be asked.';
const teamHint = 'Check the name of the team and its access to the repo. GITHUB_TOKEN can never ask teams: use the token of a GitHub App with "members: read", or a personal access token with the scope "repo".';
/** Each wanted name once, without those that are there. */
function missingNames(wanted, present) {
    return wanted.filter((name, at) => !hasName(present, name) && !hasName(wanted.slice(0, at), name));
}

// EXTERNAL MODULE: ./node_modules/@octokit/rest/dist-src/index.js + 3 modules
var dist_src = __webpack_require__(1267);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/forge/passing-faults.ts
const maxFaultTries = 6;
const maxLimitTries = 4;
const firstDelayMs = 500;
const maxDelayMs = 8000;
/** GitHub's shortest limits are a minute; whoever must wait longer is better told so than left waiting. */
const maxLimitWaitMs = 120_000;
/** "Otherwise, wait for at least one minute before retrying": the limits page below. */
const unknownLimitWaitMs = 60_000;
/**
 * Whether a failure may pass by itself: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
function findPassing(failure, now) {
    if (isLimit(failure))
        return { kind: 'limit', waitMs: readWaitMs(failure, now) };
    const { status, graphqlType, text } = failure;
    const isServerFault = status === undefined || (status >= 500 && status !== 501);
    const isGraphqlFault = status === 200 && graphqlType === undefined && /something went wrong|timeout/i.test(text);
    return isServerFault || isGraphqlFault ? { kind: 'fault', waitMs: readRetryAfterMs(failure) } : undefined;
}
/** How long to wait after the n-th try, in milliseconds; `undefined`: it is not worth another. */
function findDelayMs(passing, tryNumber, random) {
    const { kind, waitMs } = passing;
    if (tryNumber >= (kind === 'limit' ? maxLimitTries : maxFaultTries))
        return undefined;
    const backoffMs = backoff(tryNumber, random);
    if (waitMs !== undefined)
        return waitMs > maxLimitWaitMs ? undefined : waitMs + backoffMs;
    return kind === 'limit' ? unknownLimitWaitMs + backoffMs : backoffMs;
}
/** Between half and all of 0.5, 1, 2, 4, 8, 8… seconds, in milliseconds. */
function backoff(tryNumber, random) {
    const fullMs = Math.min(maxDelayMs, firstDelayMs * 2 ** (tryNumber - 1));
    return Math.round(fullMs / 2 + (random() * fullMs) / 2);
}
function isLimit({ status, graphqlType, headers, text }) {
    if (status === 429 || graphqlType === 'RATE_LIMITED')
        return true;
    if (status === 403)
        return headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers || isLimitText(text);
    return status === 200 && isLimitText(text);
}
function isLimitText(text) {
    return /secondary rate limit|rate limit exceeded|abuse detection/i.test(text);
}
function readWaitMs(failure, now) {
    const retryAfterMs = readRetryAfterMs(failure);
    if (retryAfterMs !== undefined)
        return retryAfterMs;
    const resetSeconds = Number(failure.headers['x-ratelimit-reset']);
    if (failure.headers['x-ratelimit-remaining'] !== '0' || !(resetSeconds > 0))
        return undefined;
    return Math.max(0, resetSeconds * 1000 - now.getTime());
}
function readRetryAfterMs({ headers }) {
    const seconds = Number(headers['retry-after'] || Number.NaN);
    return seconds >= 0 ? seconds * 1000 : undefined;
}

;// CONCATENATED MODULE: ./src/forge/permissions.ts
/** What a delivery by pull request needs in all: a `permissions:` block takes away what it does not name. */
const usual = [
    { name: 'contents', level: 'write' },
    { name: 'pull-requests', level: 'write' },
];
/**
 * The permissions that would have been enough, from the header `x-accepted-github-permissions`: sets separated by `;`, each
 * of permissions separated by `,` (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). Of several
 * sets, one that the usual permissions hold.
 */
function parseAcceptedPermissions(header) {
    const sets = (header ?? '').split(';').map(parseSet);
    return sets.find((set) => set.length > 0 && set.every(isUsual)) ?? sets.find((set) => set.length > 0) ?? [];
}
function parseSet(text) {
    return text.split(',').flatMap((part) => {
        const [name = '', level = ''] = part.trim().split('=');
        return name === '' || level === '' ? [] : [{ name: name.replaceAll('_', '-'), level }];
    });
}
function isUsual({ name, level }) {
    return usual.some((known) => known.name === name && (known.level === level || level === 'read'));
}
function formatPermissions(permissions) {
    return permissions.map(({ name, level }) => `${name}: ${level}`).join(', ');
}
/** How to give the token what it lacks. */
function permissionHint(access, missing) {
    const all = [...usual, ...missing.filter((permission) => !isUsual(permission))];
    const place = `${access.owner}/${access.repo}`;
    if (access.token.startsWith('github_pat_')) {
        return `Edit the fine-grained token: it needs the repository ${place} with ${formatPermissions(all)}.`;
    }
    if (!access.token.startsWith('ghs_')) {
        return `The token needs the scope "repo" (for a public repo "public_repo"), and its user write access to ${place}.`;
    }
    return isForeign(access) ? foreignHint(access, all) : workflowHint(all);
}
/** What to check when GitHub denies that the repo exists. */
function visibilityHint(access) {
    if (access.token.startsWith('ghs_') && isForeign(access))
        return foreignHint(access, usual);
    return [
        'Check the spelling of "repository". A private repo looks the same to a token that may not see it: an App must be',
        'installed on it, a fine-grained token must name it, a classic token needs the scope "repo".',
    ].join(' ');
}
// Tokens of installations and of workflows look the same (https://github.blog/2021-04-05-behind-githubs-new-authentication-token-formats).
function isForeign({ owner, repo, workflowRepository }) {
    if (workflowRepository === undefined || workflowRepository === '')
        return false;
    return workflowRepository.toLowerCase() !== `${owner}/${repo}`.toLowerCase();
}
function foreignHint({ owner, repo, workflowRepository }, needed) {
    return [
        `The workflow's own GITHUB_TOKEN can write to ${workflowRepository} only, never to ${owner}/${repo}.`,
        `Give "token" one of a GitHub App that is installed on ${owner}/${repo} (actions/create-github-app-token with "owner" and "repositories"), or a personal access token; either with ${formatPermissions(needed)}.`,
    ].join(' ');
}
function workflowHint(needed) {
    const lines = needed.map(({ name, level }) => `  ${name}: ${level}`);
    return ['Add to the job (for the token of a GitHub App: to the App):', 'permissions:', ...lines].join('\n');
}

;// CONCATENATED MODULE: ./src/forge/explain.ts



/** The error (exit 1) for a failed request, with what to do about it. */
function explainFailure(failedAction) {
    return (0,errors/* failed */.gz)(explain(failedAction), failedAction.failure.cause);
}
function explain(failedAction) {
    const { failure, hasSeenRepository } = failedAction;
    const passing = findPassing(failure, failedAction.now);
    if (passing?.kind === 'limit')
        return rateLimited(failedAction, passing.waitMs);
    if (passing)
        return unavailable(failedAction);
    const { status, graphqlType } = failure;
    if (status === 401)
        return badToken(failedAction);
    if (status === 404 || graphqlType === 'NOT_FOUND') {
        return hasSeenRepository ? forbidden(failedAction) : noSuchRepository(failedAction);
    }
    if (status === 403 || graphqlType === 'FORBIDDEN' || graphqlType === 'INSUFFICIENT_SCOPES') {
        return forbidden(failedAction);
    }
    if (graphqlType === 'undefinedField' || graphqlType === 'argumentNotAccepted')
        return unsupported(failedAction);
    const isRefusal = status === 422 || graphqlType === 'UNPROCESSABLE';
    return { code: isRefusal ? 'github-refused' : 'github-error', message: couldNot(failedAction) };
}
function couldNot({ action, access, failure }) {
    return `Could not ${action} in ${access.owner}/${access.repo}: ${failure.text}`;
}
function rateLimited(failedAction, waitMs) {
    const wait = waitMs === undefined ? '' : ` It lasts ${formatWait(waitMs)} more.`;
    return {
        code: 'rate-limited',
        message: couldNot(failedAction),
        hint: `GitHub limits how much a token may ask and write in an hour and in a minute.${wait} Let fewer runs start at once (a concurrency group), or use the token of a GitHub App of its own.`,
    };
}
function formatWait(waitMs) {
    const seconds = Math.ceil(waitMs / 1000);
    return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
function unavailable(failedAction) {
    return {
        code: 'github-unavailable',
        message: couldNot(failedAction),
        hint: 'GitHub was not reached or broke off, several times: look at https://www.githubstatus.com, or the proxy; then run it again. What is done already is found and kept.',
    };
}
function badToken(failedAction) {
    return {
        code: 'bad-token',
        message: couldNot(failedAction),
        hint: 'GitHub does not know the token: it is expired, revoked, cut short, or of another server. The token of a GitHub App lasts one hour, that of a workflow as long as its job.',
    };
}
function noSuchRepository(failedAction) {
    const { owner, repo } = failedAction.access;
    return {
        code: 'no-such-repository',
        message: `${owner}/${repo} does not exist, or the token may not see it (GitHub: ${failedAction.failure.text})`,
        hint: visibilityHint(failedAction.access),
    };
}
const actionsMayNotOpen = /GitHub Actions is not permitted to create or approve pull requests/i;
function forbidden(failedAction) {
    const { failure, access, action } = failedAction;
    if (/was archived/i.test(failure.text))
        return archived(failedAction);
    if (actionsMayNotOpen.test(failure.text))
        return pullRequestsNotAllowed(failedAction);
    const sso = /url=(\S+)/.exec(failure.headers['x-github-sso'] ?? '')?.[1];
    const missing = parseAcceptedPermissions(failure.headers['x-accepted-github-permissions']);
    const needs = missing.length === 0 ? '' : `; it needs ${formatPermissions(missing)}`;
    return {
        code: 'missing-permission',
        message: `The token may not ${action} in ${access.owner}/${access.repo}${needs} (GitHub: ${failure.text})`,
        hint: sso === undefined ? permissionHint(access, missing) : `Authorize the token for the organization: ${sso}`,
    };
}
function archived(failedAction) {
    const hint = 'Give the repo that Argo CD or Flux watches now, or unarchive this one.';
    return { code: 'archived-repository', message: couldNot(failedAction), hint };
}
function pullRequestsNotAllowed(failedAction) {
    return {
        code: 'pull-requests-not-allowed',
        message: couldNot(failedAction),
        hint: 'Switch on "Allow GitHub Actions to create and approve pull requests" in the settings of the repo (Actions, General, Workflow permissions; if it is greyed out: of the organization), or give "token" one of a GitHub App.',
    };
}
function unsupported(failedAction) {
    const hint = 'This GitHub Enterprise Server is too old for it.';
    return { code: 'unsupported-server', message: couldNot(failedAction), hint };
}

// EXTERNAL MODULE: ./src/repo/auth.ts
var auth = __webpack_require__(2524);
;// CONCATENATED MODULE: ./src/forge/failure.ts

const maxTextLength = 600;
/** Reads what octokit threw. What is no failed request (a mistake in the code) is thrown again. */
function readFailure(error, secrets) {
    if (!(error instanceof Error) || !isRequestFailure(error))
        throw error;
    const response = 'response' in error ? error.response : undefined;
    const fields = readFields(response?.data);
    return {
        status: response?.status,
        graphqlType: undefined,
        text: foldText(response ? describe(response, fields) : error.message, secrets),
        fields,
        headers: textHeaders(response?.headers ?? {}),
        cause: error,
    };
}
/** Reads the `errors` of a GraphQL answer, which comes with HTTP status 200. */
function readGraphqlFailure(answer, secrets) {
    const [first] = answer.errors;
    return {
        status: 200,
        graphqlType: first?.type ?? first?.extensions?.code,
        text: foldText(answer.errors.map(({ message }) => message).join('; '), secrets),
        fields: [],
        headers: textHeaders(answer.headers),
        cause: undefined,
    };
}
/** An answer that is no JSON: something between here and GitHub wrote it. */
function unreadableAnswer(status) {
    const text = `the answer (HTTP ${status}) is not JSON: is there a proxy that answers itself?`;
    return { status: undefined, graphqlType: undefined, text, fields: [], headers: {}, cause: undefined };
}
/** One line without control characters and secrets, at most 600 characters. */
function foldText(text, secrets) {
    const line = (0,auth/* redact */.E$)(text, secrets)
        .replace(/[\s\p{Cc}]+/gu, ' ')
        .trim();
    return line.length > maxTextLength ? `${line.slice(0, maxTextLength)}…` : line;
}
// Octokit's own error carries the request; it lets an AbortError through as it is, with a status added.
function isRequestFailure(error) {
    return 'status' in error && ('request' in error || error.name === 'AbortError');
}
function describe({ status, data }, fields) {
    const message = readMessage(data) ?? `HTTP ${status}`;
    const details = fields.map(describeField).filter((detail) => !message.includes(detail));
    return details.length === 0 ? message : `${message}: ${details.join(', ')}`;
}
function describeField({ field, code, message }) {
    return message ?? [field, code].filter((part) => part !== undefined).join(' ');
}
function readMessage(data) {
    if (typeof data !== 'object' || data === null || !('message' in data))
        return undefined;
    return typeof data.message === 'string' ? data.message : undefined;
}
/** Most entries are objects; some endpoints give bare texts. */
function readFields(data) {
    if (typeof data !== 'object' || data === null || !('errors' in data))
        return [];
    const entries = Array.isArray(data.errors) ? data.errors : [data.errors];
    return entries.flatMap((entry) => {
        if (typeof entry === 'string')
            return [{ message: entry }];
        return typeof entry === 'object' && entry !== null ? [entry] : [];
    });
}
function textHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value ?? '')]));
}

;// CONCATENATED MODULE: ./src/forge/github-fetch.ts
const statusesWithoutBody = [204, 205, 304];
/**
 * A `fetch` that ends with the deadline or the timeout, and has the whole answer when it returns: octokit takes a body that
 * was cut off for an empty one.
 */
function createFetch({ fetch, signal, requestTimeoutMs }) {
    let loaded;
    return async (url, init) => {
        loaded ??= fetch ? Promise.resolve(fetch) : loadFetch();
        const timeout = AbortSignal.timeout(requestTimeoutMs);
        const response = await (await loaded)(url, {
            ...init,
            signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        });
        const { status, statusText, headers } = response;
        const bytes = await response.arrayBuffer();
        return new Response(statusesWithoutBody.includes(status) ? null : bytes, { status, statusText, headers });
    };
}
/**
 * Node's `fetch` knows no proxies (before Node 24, and there only by a switch). Actions' own toolkit does, with `NO_PROXY`;
 * it loads undici, so only where a proxy is set. It decides by `GITHUB_API_URL` (default: api.github.com).
 */
async function loadFetch() {
    if (!hasProxy(process.env))
        return globalThis.fetch;
    const { defaults } = await __webpack_require__.e(/* import() */ 176).then(__webpack_require__.bind(__webpack_require__, 7176));
    return defaults.request?.fetch ?? globalThis.fetch;
}
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
function hasProxy(env) {
    return proxyVariables.some((name) => (env[name] ?? '') !== '');
}

;// CONCATENATED MODULE: ./src/forge/github-client.ts






const silent = { debug() { }, info() { }, warn() { }, error() { } };
/**
 * One repo through GitHub's REST and GraphQL APIs. Faults that pass are waited out; a request that must not be doubled is
 * sent again only where GitHub surely did not do it.
 */
class GitHubClient {
    access;
    #octokit;
    #options;
    #hasSeenRepository = false;
    constructor(options) {
        this.access = options.access;
        this.#options = options;
        this.#octokit = new dist_src/* Octokit */.E({
            auth: options.access.token,
            baseUrl: options.apiUrl.replace(/\/+$/, ''),
            userAgent: options.userAgent,
            log: silent,
            request: { fetch: createFetch(options) },
        });
    }
    /** `owner` and `repo`, as every operation takes them. */
    get place() {
        return { owner: this.access.owner, repo: this.access.repo };
    }
    /** @throws DrawbridgeError for every failure, explained */
    async request(call) {
        const outcome = await this.tryRequest(call);
        if (outcome.ok)
            return outcome.data;
        throw this.explain(outcome);
    }
    /** @throws DrawbridgeError `deadline`, `bad-token` */
    async tryRequest(call) {
        return this.#repeat(call, async () => {
            const { status, data } = await call.send(this.#octokit.rest);
            if (status === 200 && typeof data !== 'object')
                return fail(call, unreadableAnswer(status));
            return { ok: true, data };
        });
    }
    /** Sends a GraphQL document whose mutations may be repeated. Any error in the answer is a failure. */
    async tryMutation(mutation) {
        const { document: query, variables } = mutation;
        return this.#repeat(mutation, async () => {
            const url = this.#options.graphqlUrl;
            const { data, headers, status } = await this.#octokit.request({ method: 'POST', url, query, variables });
            if (typeof data !== 'object')
                return fail(mutation, unreadableAnswer(status));
            const { errors = [] } = data;
            if (errors.length === 0)
                return { ok: true, data: undefined };
            return fail(mutation, readGraphqlFailure({ errors, headers }, this.#secrets));
        });
    }
    /** Whether it is unknown if GitHub did it. */
    isAmbiguous({ failure }) {
        return findPassing(failure, this.#options.date())?.kind === 'fault';
    }
    explain({ failure, action }) {
        const hasSeenRepository = this.#hasSeenRepository;
        return explainFailure({ failure, action, access: this.access, hasSeenRepository, now: this.#options.date() });
    }
    /** Waits after the n-th try: 0.5 s to 8 s. */
    async wait(tryNumber, reason) {
        await this.#sleep(backoff(tryNumber, this.#options.random), reason);
    }
    get #secrets() {
        return [this.access.token];
    }
    async #repeat(call, send) {
        for (let tryNumber = 1;; tryNumber += 1) {
            const outcome = await this.#once(call, send);
            if (outcome.ok) {
                this.#hasSeenRepository = true;
                return outcome;
            }
            const delayMs = this.#delayMs(outcome, { tryNumber, isRepeatable: call.isRepeatable ?? true });
            if (delayMs === undefined)
                return outcome;
            await this.#sleep(delayMs, outcome.failure.text);
        }
    }
    async #once(call, send) {
        this.#assertInTime(`could not ${call.action}`);
        try {
            return await send();
        }
        catch (error) {
            this.#assertInTime(`could not ${call.action}`);
            const outcome = fail(call, readFailure(error, this.#secrets));
            if (outcome.failure.status === 401)
                throw this.explain(outcome);
            return outcome;
        }
    }
    #delayMs(outcome, options) {
        const passing = findPassing(outcome.failure, this.#options.date());
        if (!passing || (passing.kind === 'fault' && !options.isRepeatable))
            return undefined;
        return findDelayMs(passing, options.tryNumber, this.#options.random);
    }
    async #sleep(ms, reason) {
        const { signal, sleep } = this.#options;
        await sleep(ms, signal).catch((error) => {
            if (!signal?.aborted)
                throw error;
        });
        this.#assertInTime(reason);
    }
    #assertInTime(reason) {
        if (!this.#options.signal?.aborted)
            return;
        throw (0,errors/* failed */.gz)({
            code: 'deadline',
            message: `The deadline passed while talking to GitHub: ${reason}`,
            hint: 'Run it again: what is done already is found and kept. A longer "deadline" helps where GitHub is slow.',
        });
    }
}
function fail(call, failure) {
    return { ok: false, failure, action: call.action };
}

;// CONCATENATED MODULE: ./src/forge/merging.ts

const merging_maxTries = 5;
/**
 * Merges only the expected head (`sha`), so a repeated request can merge nothing else.
 * https://docs.github.com/rest/pulls/pulls#merge-a-pull-request
 */
async function merge(task) {
    for (let tryNumber = 1;; tryNumber += 1) {
        const outcome = await send(task);
        if (outcome.ok)
            return { status: 'merged', commit: outcome.data.sha };
        const judged = judgeText(task, outcome) ?? (await judgeState(task, outcome));
        if (judged !== 'not-yet')
            return judged;
        if (tryNumber === merging_maxTries)
            return { status: 'conflict', text: outcome.failure.text };
        await task.client.wait(tryNumber, outcome.failure.text);
    }
}
function send({ client, pullRequest, options }) {
    const { method, expectedHead: sha, title, message } = options;
    // A rebase keeps the messages of the commits.
    const texts = method === 'rebase' ? {} : { commit_title: title, commit_message: message };
    const target = { ...client.place, pull_number: pullRequest.number };
    return client.tryRequest({
        action: `merge pull request #${pullRequest.number}`,
        send: (rest) => rest.pulls.merge({ ...target, sha, merge_method: method, ...texts }),
    });
}
/** 405 and 409 are ambiguous: only the text says whether another try is worth it. */
function judgeText(task, outcome) {
    const { status, text } = outcome.failure;
    if (status !== 405 && status !== 409)
        throw task.client.explain(outcome);
    if (isMergeConflict(text))
        return { status: 'conflict', text };
    const problem = findMergeRefusal(text, refusalMessage(task, text));
    return problem && { status: 'blocked', problem };
}
/** "Pull Request is not mergeable" may mean anything, also that it is merged already: its state tells. */
async function judgeState(task, outcome) {
    const { client, pullRequest, options } = task;
    const { text } = outcome.failure;
    const now = await client.request({
        action: `read pull request #${pullRequest.number}`,
        send: (rest) => rest.pulls.get({ ...client.place, pull_number: pullRequest.number }),
    });
    const isExpected = now.head.sha === options.expectedHead;
    if (now.merged && isExpected)
        return { status: 'merged', commit: now.merge_commit_sha ?? now.head.sha };
    if (now.merged || !isExpected)
        return { status: 'conflict', text: 'Its branch moved meanwhile.' };
    if (now.state === 'closed')
        return { status: 'blocked', problem: merging_closed(task) };
    if (now.mergeable === false)
        return { status: 'conflict', text };
    if (now.mergeable_state === 'blocked')
        return { status: 'blocked', problem: unmet(task, text) };
    return 'not-yet';
}
function refusalMessage({ pullRequest }, text) {
    return `Pull request #${pullRequest.number} cannot be merged now: ${text}`;
}
function merging_closed({ pullRequest }) {
    const message = `Pull request #${pullRequest.number} was closed meanwhile`;
    return { code: 'closed-pull-request', message, hint: 'Run it again if it is still wanted.' };
}
function unmet(task, text) {
    const message = refusalMessage(task, `rules of ${task.pullRequest.base} are not met (${text})`);
    return { code: 'unmet-rules', message, hint: unmetRulesHint };
}

;// CONCATENATED MODULE: ./src/forge/opening.ts


const opening_maxTries = 4;
/** https://docs.github.com/rest/pulls/pulls#list-pull-requests: a `head` without its owner is ignored. */
async function findOpenPullRequest(client, { branch, base }) {
    const { owner, repo } = client.place;
    const head = `${owner}:${branch}`;
    const found = await client.request({
        action: 'look for an open pull request',
        send: (rest) => rest.pulls.list({ owner, repo, head, state: 'open', per_page: 100, ...(base ? { base } : {}) }),
    });
    // A fork of the same owner has the same `owner:branch`.
    const own = found.find((pull) => pull.head.ref === branch && pull.head.repo?.id === pull.base.repo.id);
    return own && toPullRequest(own, { isNew: false });
}
/**
 * Opens a pull request, once: before a doubtful try is repeated, it is looked for.
 * https://docs.github.com/rest/pulls/pulls#create-a-pull-request
 */
async function openPullRequest(client, wanted) {
    for (let tryNumber = 1;; tryNumber += 1) {
        const outcome = await create(client, wanted);
        if (outcome.ok)
            return toPullRequest(outcome.data, { isNew: true });
        const isAmbiguous = client.isAmbiguous(outcome);
        if (!isAmbiguous && !isOpenAlready(outcome.failure))
            throw explainOpening(client, outcome, wanted);
        const found = await findOpenPullRequest(client, wanted);
        if (found)
            return { ...found, isNew: isAmbiguous && hasTexts(found, wanted) };
        if (tryNumber === opening_maxTries)
            throw client.explain(outcome);
        await client.wait(tryNumber, outcome.failure.text);
    }
}
function create(client, { branch, base, title, body, isDraft }) {
    return client.tryRequest({
        action: 'open a pull request',
        isRepeatable: false,
        send: (rest) => rest.pulls.create({ ...client.place, head: branch, base, title, body, draft: isDraft }),
    });
}
/** Sets title and body where they differ. */
async function updatePullRequest(client, pullRequest, { title, body }) {
    if (hasTexts(pullRequest, { title, body }))
        return pullRequest;
    const changed = await client.request({
        action: `update pull request #${pullRequest.number}`,
        send: (rest) => rest.pulls.update({ ...client.place, pull_number: pullRequest.number, title, body }),
    });
    return toPullRequest(changed, { isNew: pullRequest.isNew });
}
function hasTexts(pullRequest, wanted) {
    return isSameText(pullRequest.title, wanted.title) && isSameText(pullRequest.body, wanted.body);
}
function isOpenAlready({ status, text }) {
    return status === 422 && /pull request already exists/i.test(text);
}
function explainOpening(client, outcome, wanted) {
    const problem = outcome.failure.status === 422 ? findOpeningProblem(outcome.failure, wanted) : undefined;
    return problem ? (0,errors/* failed */.gz)(problem, outcome.failure.cause) : client.explain(outcome);
}
function findOpeningProblem({ text, fields }, { branch, base }) {
    const isInvalid = (name) => fields.some(({ field, code }) => field === name && code === 'invalid');
    if (/no commits between/i.test(text)) {
        const hint = `${base} already has everything that ${branch} has: somebody merged it meanwhile. Run it again.`;
        return { code: 'no-commits', message: `There is nothing to propose: ${text}`, hint };
    }
    if (isInvalid('base')) {
        const hint = 'Write in "base" the branch that Argo CD or Flux watches.';
        return { code: 'no-base-branch', message: `The base branch ${base} does not exist`, hint };
    }
    if (isInvalid('head')) {
        const hint = 'Was it deleted meanwhile? Run it again.';
        return { code: 'no-head-branch', message: `The branch ${branch} does not exist`, hint };
    }
    if (!/draft pull requests are not supported/i.test(text))
        return undefined;
    const hint = 'Leave out "draft": private repos of this plan have no draft pull requests.';
    return { code: 'no-draft-pull-requests', message: `Could not open a draft pull request: ${text}`, hint };
}

;// CONCATENATED MODULE: ./src/forge/standing.ts
/** https://docs.github.com/rest/pulls/pulls#list-pull-requests: newest first; what ended long ago had another head. */
async function findEndedPullRequest(client, { branch, head }) {
    const { owner, repo } = client.place;
    const found = await client.request({
        action: 'look for closed pull requests',
        send: (rest) => rest.pulls.list({ owner, repo, head: `${owner}:${branch}`, state: 'closed', sort: 'created', per_page: 10 }),
    });
    const ended = found.find((pull) => pull.head.sha === head && pull.head.ref === branch);
    return ended && { number: ended.number, url: ended.html_url, isMerged: ended.merged_at !== null };
}
/** https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request */
async function listCommits(client, { number }) {
    const commits = await client.request({
        action: `list the commits of pull request #${number}`,
        send: (rest) => rest.pulls.listCommits({ ...client.place, pull_number: number, per_page: 100 }),
    });
    return commits.map(({ sha, parents, commit }) => ({
        id: sha,
        parents: parents.map((parent) => parent.sha),
        message: commit.message,
    }));
}

;// CONCATENATED MODULE: ./src/forge/github.ts







const defaultRequestTimeoutMs = 30_000;
/** The pull requests of a repo on github.com or a GitHub Enterprise Server. Nothing is sent before the first call. */
function createGitHubForge(options) {
    const client = new GitHubClient(clientOptions(options));
    return {
        readRepository: () => readRepository(client),
        findOpenPullRequest: (branch, base) => findOpenPullRequest(client, { branch, base }),
        findEndedPullRequest: (branch, head) => findEndedPullRequest(client, { branch, head }),
        listCommits: (pullRequest) => listCommits(client, pullRequest),
        openPullRequest: (pullRequest) => openPullRequest(client, pullRequest),
        updatePullRequest: (pullRequest, texts) => updatePullRequest(client, pullRequest, texts),
        decorate: (pullRequest, decorations) => decorate({ client, pullRequest }, decorations),
        enableAutoMerge: (pullRequest, mergeOptions) => enableAutoMerge(client, pullRequest, mergeOptions),
        merge: (pullRequest, mergeOptions) => merge({ client, pullRequest, options: mergeOptions }),
    };
}
function clientOptions({ owner, repo, token, workflowRepository, ...rest }) {
    return {
        ...rest,
        access: { owner, repo, token, workflowRepository },
        requestTimeoutMs: rest.requestTimeoutMs ?? defaultRequestTimeoutMs,
        sleep: rest.sleep ?? ((ms, signal) => (0,promises_.setTimeout)(ms, undefined, signal ? { signal } : {})),
        random: rest.random ?? Math.random,
        date: rest.date ?? (() => new Date()),
    };
}
/** https://docs.github.com/rest/repos/repos#get-a-repository: the merge settings are shown to tokens that may write. */
async function readRepository(client) {
    const data = await client.request({ action: 'read the repo', send: (rest) => rest.repos.get(client.place) });
    const methods = [
        ['merge', data.allow_merge_commit],
        ['squash', data.allow_squash_merge],
        ['rebase', data.allow_rebase_merge],
    ];
    return {
        defaultBranch: data.default_branch,
        mergeMethods: methods.filter(([, isAllowed]) => isAllowed !== false).map(([method]) => method),
        allowsAutoMerge: data.allow_auto_merge,
        deletesBranches: data.delete_branch_on_merge,
    };
}


/***/ })

};
