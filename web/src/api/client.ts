import { asRefusal, Unreachable } from './problem';
import type * as T from './types';

/** Everything the application asks of the server goes through here. */
export const base = '/api/v1';

/** State-changing requests carry this header; no form on a foreign page can send it. */
export const intent = { 'X-Yunjian': '1' };

type Query = Record<string, string | number | boolean | null | undefined>;

let onSignedOut: () => void = () => {};
/** Called whenever an answer says that nobody is signed in. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

async function call<R>(method: string, path: string, query?: Query, body?: unknown): Promise<R> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') Object.assign(headers, intent);
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  let text: string;
  try {
    const suffix = search.toString();
    answer = await fetch(base + path + (suffix ? `?${suffix}` : ''), {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    text = await answer.text();
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) {
    if (answer.status === 401 && path !== '/session') onSignedOut();
    throw asRefusal(answer.status, text);
  }
  return (text ? JSON.parse(text) : undefined) as R;
}

const get = <R>(path: string, query?: Query) => call<R>('GET', path, query);
const post = <R>(path: string, body?: unknown) => call<R>('POST', path, undefined, body ?? {});
const remove = <R>(path: string) => call<R>('DELETE', path);
const id = encodeURIComponent;

export type ListQuery = Query & { cursor?: string; limit?: number };

export const api = {
  setup: () => get<T.Setup>('/setup'),
  bootstrap: (body: T.Bootstrap) => post<T.Me>('/bootstrap', body),
  signIn: (body: T.SignIn) => post<T.Me>('/session', body),
  signOut: () => remove<void>('/session'),
  me: () => get<T.Me>('/me'),
  home: () => get<T.Home>('/home'),

  tokens: (query: ListQuery) => get<T.Page<T.Token>>('/tokens', query),
  newToken: (body: T.NewToken) => post<T.TokenMade>('/tokens', body),
  revokeToken: (token: string) => remove<unknown>(`/tokens/${id(token)}`),

  catalogue: () => get<T.Catalogue>('/catalogue'),
  obligation: (obligation: string) => get<T.Obligation>(`/catalogue/${id(obligation)}`),

  organisations: (query: ListQuery) => get<T.Page<T.Organisation>>('/organisations', query),
  newOrganisation: (body: T.NewOrganisation) => post<T.Created>('/organisations', body),
  users: (query: ListQuery) => get<T.Page<T.User>>('/users', query),
  newUser: (body: T.NewUser) => post<T.Created>('/users', body),
  disableUser: (user: string) => post<T.Done>(`/users/${id(user)}/disable`),

  platforms: (query: ListQuery) => get<T.Page<T.PlatformRow>>('/platforms', query),
  platform: (platform: string) => get<T.Platform>(`/platforms/${id(platform)}`),
  newPlatform: (body: T.NewPlatform) => post<T.Created>('/platforms', body),
  authorise: (platform: string, body: T.NewAuthorisation) => post<T.Created>(`/platforms/${id(platform)}/authorisations`, body),
  applyRenewal: (platform: string, body: T.RenewalApplication) => post<T.Done>(`/platforms/${id(platform)}/renewal`, body),
  newMandate: (platform: string, body: T.NewMandate) => post<T.Created>(`/platforms/${id(platform)}/mandates`, body),
  attachParty: (platform: string, body: T.NewParty) => post<T.Done>(`/platforms/${id(platform)}/parties`, body),
  detachParty: (platform: string, organisation: string, role: string) =>
    remove<T.Done>(`/platforms/${id(platform)}/parties/${id(organisation)}/${id(role)}`),
  recordEvent: (platform: string, body: T.NewPlatformEvent) => post<T.Created>(`/platforms/${id(platform)}/events`, body),
  findings: (platform: string, query: ListQuery) => get<T.Page<T.Finding>>(`/platforms/${id(platform)}/findings`, query),
  components: (platform: string, query: ListQuery) => get<T.Page<T.Component>>(`/platforms/${id(platform)}/components`, query),
  platformTimeline: (platform: string, query: ListQuery) =>
    get<T.Page<T.TimelineEntry>>(`/platforms/${id(platform)}/timeline`, query),

  plan: (platform: string) => get<T.Plan>(`/platforms/${id(platform)}/plan`),
  adoptPlan: (platform: string, body: T.AdoptPlan) => post<T.Done>(`/platforms/${id(platform)}/plan`, body),
  changeTerm: (platform: string, body: T.ChangeTerm) => post<T.Done>(`/platforms/${id(platform)}/plan/terms`, body),

  dues: (query: ListQuery) => get<T.Page<T.DueRow>>('/dues', query),
  due: (due: string) => get<T.Due>(`/dues/${id(due)}`),
  requestDue: (platform: string, body: T.RequestDue) => post<T.Created>(`/platforms/${id(platform)}/dues`, body),
  withdrawDue: (due: string, body: T.Reason) => post<T.Done>(`/dues/${id(due)}/withdraw`, body),

  openUpload: (body: T.OpenUpload) => post<T.Upload>('/uploads', body),
  upload: (upload: string) => get<T.Upload>(`/uploads/${id(upload)}`),
  uploadFileUrl: (upload: string, name: string) => `${base}/uploads/${id(upload)}/files/${id(name)}`,
  removeFile: (upload: string, name: string) => remove<unknown>(`/uploads/${id(upload)}/files/${id(name)}`),
  check: (upload: string, body: T.NewSubmission) => post<T.DryRun>(`/uploads/${id(upload)}/check`, body),

  submit: (body: T.NewSubmission) => post<T.Submitted>('/submissions', body),
  submissions: (query: ListQuery) => get<T.Page<T.SubmissionRow>>('/submissions', query),
  submission: (submission: string) => get<T.Submission>(`/submissions/${id(submission)}`),
  fileUrl: (submission: string, sha256: string) => `${base}/submissions/${id(submission)}/files/${id(sha256)}`,
  assessmentUrl: (submission: string) => `${base}/submissions/${id(submission)}/assessment`,
  receipt: (submission: string) => get<T.ReceiptState>(`/submissions/${id(submission)}/receipt`),
  submissionTimeline: (submission: string, query: ListQuery) =>
    get<T.Page<T.TimelineEntry>>(`/submissions/${id(submission)}/timeline`, query),
  withdrawSubmission: (submission: string, body: T.Reason) => post<T.Done>(`/submissions/${id(submission)}/withdraw`, body),
  takeSubmission: (submission: string) => post<T.Done>(`/submissions/${id(submission)}/take`),
  returnSubmission: (submission: string, body: T.Return) => post<T.Done>(`/submissions/${id(submission)}/return`, body),
  decide: (submission: string, body: T.Decide) => post<T.Decided>(`/submissions/${id(submission)}/decide`, body),
  amend: (submission: string, body: T.Amend) => post<T.Decided>(`/submissions/${id(submission)}/amend`, body),

  rectifications: (query: ListQuery) => get<T.Page<T.RectificationRow>>('/rectifications', query),
  rectification: (rectification: string) => get<T.Rectification>(`/rectifications/${id(rectification)}`),
  rectificationTimeline: (rectification: string, query: ListQuery) =>
    get<T.Page<T.TimelineEntry>>(`/rectifications/${id(rectification)}/timeline`, query),
  planRectification: (rectification: string, body: T.SubmitPlan) => post<T.Done>(`/rectifications/${id(rectification)}/plan`, body),
  handIn: (rectification: string, body: T.HandIn) => post<T.Done>(`/rectifications/${id(rectification)}/hand-in`, body),
  askExtension: (rectification: string, body: T.AskExtension) => post<T.Done>(`/rectifications/${id(rectification)}/extension`, body),
  answerExtension: (rectification: string, body: T.AnswerExtension) =>
    post<T.Done>(`/rectifications/${id(rectification)}/extension/answer`, body),
  takeRectification: (rectification: string) => post<T.Done>(`/rectifications/${id(rectification)}/take`),
  returnRectification: (rectification: string, body: T.ReturnRectification) =>
    post<T.Done>(`/rectifications/${id(rectification)}/return`, body),
  closeRectification: (rectification: string, body: T.Close) => post<T.Done>(`/rectifications/${id(rectification)}/close`, body),

  escalations: (query: ListQuery) => get<T.Page<T.Escalation>>('/escalations', query),
  confirmEscalation: (escalation: string, body: T.Confirm) => post<T.Done>(`/escalations/${id(escalation)}/confirm`, body),
  dismissEscalation: (escalation: string, body: T.Reason) => post<T.Done>(`/escalations/${id(escalation)}/dismiss`, body),
  closeEscalation: (escalation: string, body: T.Reason) => post<T.Done>(`/escalations/${id(escalation)}/close`, body),

  checkpoint: () => get<T.Checkpoint>('/ledger/checkpoint'),
};
