import createClient from 'openapi-fetch';
import { intent } from './intent';
import { asRefusal, Unreachable } from './problem';
import type { paths } from './schema';
import type * as T from './types';

const http = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin', headers: intent });

let onSignedOut: () => void = () => {};
/** Called whenever an answer says that nobody is signed in. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** The answer's content, or the reason why there is none. */
async function ask<D>(request: Promise<{ data?: D; error?: unknown; response: Response }>): Promise<D> {
  let answer;
  try {
    answer = await request;
  } catch {
    throw new Unreachable();
  }
  const { data, error, response } = answer;
  if (!response.ok) {
    if (response.status === 401 && !response.url.endsWith('/api/v1/session')) onSignedOut();
    throw asRefusal(response.status, typeof error === 'string' ? error : JSON.stringify(error ?? null));
  }
  return data as D;
}

/** The filters and paging a list takes. */
type Query<P extends ListPath> = NonNullable<paths[P]['get']['parameters']['query']>;
type ListPath = { [P in keyof paths]: paths[P] extends { get: { parameters: { query?: object } } } ? P : never }[keyof paths];

const id = encodeURIComponent;

export const api = {
  setup: () => ask(http.GET('/api/v1/setup')),
  bootstrap: (body: T.Bootstrap) => ask(http.POST('/api/v1/bootstrap', { body })),
  signIn: (body: T.SignIn) => ask(http.POST('/api/v1/session', { body })),
  signOut: () => ask(http.DELETE('/api/v1/session')),
  me: () => ask(http.GET('/api/v1/me')),
  home: () => ask(http.GET('/api/v1/home')),

  fleet: () => ask(http.GET('/api/v1/fleet')),
  fleetCell: (platform: string, control: string) => ask(http.GET('/api/v1/fleet/cell', { params: { query: { platform, class: control } } })),
  fleetTrend: (query: Query<'/api/v1/fleet/trend'>) => ask(http.GET('/api/v1/fleet/trend', { params: { query } })),
  fleetWorse: (query: Query<'/api/v1/fleet/worse'>) => ask(http.GET('/api/v1/fleet/worse', { params: { query } })),
  fleetProviders: () => ask(http.GET('/api/v1/fleet/providers')),
  fleetWorkload: () => ask(http.GET('/api/v1/fleet/workload')),

  tokens: () => ask(http.GET('/api/v1/tokens')),
  newToken: (body: T.NewToken) => ask(http.POST('/api/v1/tokens', { body })),
  revokeToken: (token: string) => ask(http.DELETE('/api/v1/tokens/{token}', { params: { path: { token } } })),

  messages: (query: Query<'/api/v1/messages'>) => ask(http.GET('/api/v1/messages', { params: { query } })),
  unreadMessages: () => ask(http.GET('/api/v1/messages/unread')),
  readMessages: (body: T.MarkRead) => ask(http.POST('/api/v1/messages/read', { body })),
  messagePreferences: () => ask(http.GET('/api/v1/messages/preferences')),
  preferMessages: (body: T.SetPreference) => ask(http.POST('/api/v1/messages/preferences', { body })),
  feeds: () => ask(http.GET('/api/v1/calendar-feeds')),
  newFeed: (body: T.NewFeed) => ask(http.POST('/api/v1/calendar-feeds', { body })),
  removeFeed: (feed: string) => ask(http.DELETE('/api/v1/calendar-feeds/{feed}', { params: { path: { feed } } })),

  catalogue: () => ask(http.GET('/api/v1/catalogue')),
  obligation: (obligation: string) => ask(http.GET('/api/v1/catalogue/{obligation}', { params: { path: { obligation } } })),

  organisations: (query: Query<'/api/v1/organisations'>) => ask(http.GET('/api/v1/organisations', { params: { query } })),
  newOrganisation: (body: T.NewOrganisation) => ask(http.POST('/api/v1/organisations', { body })),
  users: (query: Query<'/api/v1/users'>) => ask(http.GET('/api/v1/users', { params: { query } })),
  newUser: (body: T.NewUser) => ask(http.POST('/api/v1/users', { body })),
  disableUser: (user: string) => ask(http.POST('/api/v1/users/{user}/disable', { params: { path: { user } } })),

  eraseUser: (user: string, body: T.Reason) => ask(http.POST('/api/v1/users/{user}/erase', { params: { path: { user } }, body })),
  eraseOrganisation: (organisation: string, body: T.Reason) => ask(http.POST('/api/v1/organisations/{organisation}/erase', { params: { path: { organisation } }, body })),

  platforms: (query: Query<'/api/v1/platforms'>) => ask(http.GET('/api/v1/platforms', { params: { query } })),
  platform: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}', { params: { path: { platform } } })),
  newPlatform: (body: T.NewPlatform) => ask(http.POST('/api/v1/platforms', { body })),
  authorise: (platform: string, body: T.NewAuthorisation) => ask(http.POST('/api/v1/platforms/{platform}/authorisations', { params: { path: { platform } }, body })),
  applyRenewal: (platform: string, body: T.RenewalApplication) => ask(http.POST('/api/v1/platforms/{platform}/renewal', { params: { path: { platform } }, body })),
  newMandate: (platform: string, body: T.NewMandate) => ask(http.POST('/api/v1/platforms/{platform}/mandates', { params: { path: { platform } }, body })),
  attachParty: (platform: string, body: T.NewParty) => ask(http.POST('/api/v1/platforms/{platform}/parties', { params: { path: { platform } }, body })),
  detachParty: (platform: string, organisation: string, role: string) => ask(http.DELETE('/api/v1/platforms/{platform}/parties/{organisation}/{role}', { params: { path: { platform, organisation, role } } })),
  recordEvent: (platform: string, body: T.NewPlatformEvent) => ask(http.POST('/api/v1/platforms/{platform}/events', { params: { path: { platform } }, body })),
  findings: (platform: string, query: Query<'/api/v1/platforms/{platform}/findings'>) => ask(http.GET('/api/v1/platforms/{platform}/findings', { params: { path: { platform }, query } })),
  components: (platform: string, query: Query<'/api/v1/platforms/{platform}/components'>) => ask(http.GET('/api/v1/platforms/{platform}/components', { params: { path: { platform }, query } })),
  platformTimeline: (platform: string, query: Query<'/api/v1/platforms/{platform}/timeline'>) => ask(http.GET('/api/v1/platforms/{platform}/timeline', { params: { path: { platform }, query } })),

  plan: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}/plan', { params: { path: { platform } } })),
  adoptPlan: (platform: string, body: T.AdoptPlan) => ask(http.POST('/api/v1/platforms/{platform}/plan', { params: { path: { platform } }, body })),
  changeTerm: (platform: string, body: T.ChangeTerm) => ask(http.POST('/api/v1/platforms/{platform}/plan/terms', { params: { path: { platform } }, body })),

  dues: (query: Query<'/api/v1/dues'>) => ask(http.GET('/api/v1/dues', { params: { query } })),
  due: (due: string) => ask(http.GET('/api/v1/dues/{due}', { params: { path: { due } } })),
  requestDue: (platform: string, body: T.RequestDue) => ask(http.POST('/api/v1/platforms/{platform}/dues', { params: { path: { platform } }, body })),
  withdrawDue: (due: string, body: T.Reason) => ask(http.POST('/api/v1/dues/{due}/withdraw', { params: { path: { due } }, body })),

  uploads: () => ask(http.GET('/api/v1/uploads')),
  reading: (submission: string) => ask(http.GET('/api/v1/submissions/{submission}/reading', { params: { path: { submission } } })),
  openUpload: (body: T.OpenUpload) => ask(http.POST('/api/v1/uploads', { body })),
  upload: (upload: string) => ask(http.GET('/api/v1/uploads/{upload}', { params: { path: { upload } } })),
  uploadFileUrl: (upload: string, name: string) => `/api/v1/uploads/${id(upload)}/files/${id(name)}`,
  removeFile: (upload: string, name: string) => ask(http.DELETE('/api/v1/uploads/{upload}/files/{name}', { params: { path: { upload, name } } })),
  check: (upload: string, body: T.NewSubmission) => ask(http.POST('/api/v1/uploads/{upload}/check', { params: { path: { upload } }, body })),

  submit: (body: T.NewSubmission) => ask(http.POST('/api/v1/submissions', { body })),
  submissions: (query: Query<'/api/v1/submissions'>) => ask(http.GET('/api/v1/submissions', { params: { query } })),
  submission: (submission: string) => ask(http.GET('/api/v1/submissions/{submission}', { params: { path: { submission } } })),
  templateUrl: (obligation: string, language: 'zh' | 'en', format: 'xlsx' | 'html') =>
    `/api/v1/catalogue/obligations/${id(obligation)}/template?lang=${language}&format=${format}`,
  fileUrl: (submission: string, sha256: string) => `/api/v1/submissions/${id(submission)}/files/${id(sha256)}`,
  contentUrl: (submission: string, sha256: string) => `/api/v1/submissions/${id(submission)}/files/${id(sha256)}/content`,
  view: (submission: string, sha256: string, query: Query<'/api/v1/submissions/{submission}/files/{sha256}/view'>) => ask(http.GET('/api/v1/submissions/{submission}/files/{sha256}/view', { params: { path: { submission, sha256 }, query } })),
  assessmentUrl: (submission: string) => `/api/v1/submissions/${id(submission)}/assessment`,
  receipt: (submission: string) => ask(http.GET('/api/v1/submissions/{submission}/receipt', { params: { path: { submission } } })),
  submissionTimeline: (submission: string, query: Query<'/api/v1/submissions/{submission}/timeline'>) => ask(http.GET('/api/v1/submissions/{submission}/timeline', { params: { path: { submission }, query } })),
  withdrawSubmission: (submission: string, body: T.Reason) => ask(http.POST('/api/v1/submissions/{submission}/withdraw', { params: { path: { submission } }, body })),
  takeSubmission: (submission: string) => ask(http.POST('/api/v1/submissions/{submission}/take', { params: { path: { submission } } })),
  returnSubmission: (submission: string, body: T.Return) => ask(http.POST('/api/v1/submissions/{submission}/return', { params: { path: { submission } }, body })),
  decide: (submission: string, body: T.Decide) => ask(http.POST('/api/v1/submissions/{submission}/decide', { params: { path: { submission } }, body })),
  intend: (submission: string, body: T.Intend) => ask(http.POST('/api/v1/submissions/{submission}/intend', { params: { path: { submission } }, body })),
  dropIntention: (submission: string, body: T.Reason) => ask(http.POST('/api/v1/submissions/{submission}/drop-intention', { params: { path: { submission } }, body })),
  makeStatement: (submission: string, body: T.Statement) => ask(http.POST('/api/v1/submissions/{submission}/statement', { params: { path: { submission } }, body })),
  answerStatement: (submission: string, body: T.Answer) => ask(http.POST('/api/v1/submissions/{submission}/answer', { params: { path: { submission } }, body })),
  draft: (submission: string, body: T.Draft) => ask(http.POST('/api/v1/submissions/{submission}/draft', { params: { path: { submission } }, body })),
  reopen: (submission: string, body: T.Reason) => ask(http.POST('/api/v1/submissions/{submission}/reopen', { params: { path: { submission } }, body })),
  assign: (submission: string, body: T.Assign) => ask(http.POST('/api/v1/submissions/{submission}/assign', { params: { path: { submission } }, body })),
  looks: (submission: string) => ask(http.GET('/api/v1/submissions/{submission}/looks', { params: { path: { submission } } })),
  amend: (submission: string, body: T.Amend) => ask(http.POST('/api/v1/submissions/{submission}/amend', { params: { path: { submission } }, body })),

  confirmMany: (body: T.ConfirmMany) => ask(http.POST('/api/v1/submissions/confirm', { body })),
  remind: (body: T.RemindMany) => ask(http.POST('/api/v1/reminders', { body })),
  extendDues: (body: T.ExtendMany) => ask(http.POST('/api/v1/dues/extend', { body })),
  extendRectifications: (body: T.ExtendMany) => ask(http.POST('/api/v1/rectifications/extend', { body })),

  notices: (query: Query<'/api/v1/notices'>) => ask(http.GET('/api/v1/notices', { params: { query } })),
  notice: (notice: string) => ask(http.GET('/api/v1/notices/{notice}', { params: { path: { notice } } })),
  checkNotice: (notice: string) => ask(http.POST('/api/v1/notices/{notice}/check', { params: { path: { notice } } })),
  issueNotice: (notice: string) => ask(http.POST('/api/v1/notices/{notice}/issue', { params: { path: { notice } } })),
  sendBackNotice: (notice: string, body: T.Reason) => ask(http.POST('/api/v1/notices/{notice}/send-back', { params: { path: { notice } }, body })),
  acknowledgeNotice: (notice: string) => ask(http.POST('/api/v1/notices/{notice}/receipt', { params: { path: { notice } } })),
  serveNotice: (notice: string, body: T.Service) => ask(http.POST('/api/v1/notices/{notice}/service', { params: { path: { notice } }, body })),

  deputies: () => ask(http.GET('/api/v1/deputies')),
  colleagues: () => ask(http.GET('/api/v1/colleagues')),
  nameDeputy: (body: T.NewDeputy) => ask(http.POST('/api/v1/deputies', { body })),
  endDeputy: (deputyship: string) => ask(http.POST('/api/v1/deputies/{deputyship}/end', { params: { path: { deputyship } } })),

  rectifications: (query: Query<'/api/v1/rectifications'>) => ask(http.GET('/api/v1/rectifications', { params: { query } })),
  rectification: (rectification: string) => ask(http.GET('/api/v1/rectifications/{rectification}', { params: { path: { rectification } } })),
  rectificationTimeline: (rectification: string, query: Query<'/api/v1/rectifications/{rectification}/timeline'>) => ask(http.GET('/api/v1/rectifications/{rectification}/timeline', { params: { path: { rectification }, query } })),
  planRectification: (rectification: string, body: T.SubmitPlan) => ask(http.POST('/api/v1/rectifications/{rectification}/plan', { params: { path: { rectification } }, body })),
  handIn: (rectification: string, body: T.HandIn) => ask(http.POST('/api/v1/rectifications/{rectification}/hand-in', { params: { path: { rectification } }, body })),
  askExtension: (rectification: string, body: T.AskExtension) => ask(http.POST('/api/v1/rectifications/{rectification}/extension', { params: { path: { rectification } }, body })),
  answerExtension: (rectification: string, body: T.AnswerExtension) => ask(http.POST('/api/v1/rectifications/{rectification}/extension/answer', { params: { path: { rectification } }, body })),
  takeRectification: (rectification: string) => ask(http.POST('/api/v1/rectifications/{rectification}/take', { params: { path: { rectification } } })),
  returnRectification: (rectification: string, body: T.ReturnRectification) => ask(http.POST('/api/v1/rectifications/{rectification}/return', { params: { path: { rectification } }, body })),
  closeRectification: (rectification: string, body: T.Close) => ask(http.POST('/api/v1/rectifications/{rectification}/close', { params: { path: { rectification } }, body })),

  deviations: (query: Query<'/api/v1/deviations'>) => ask(http.GET('/api/v1/deviations', { params: { query } })),
  deviation: (deviation: string) => ask(http.GET('/api/v1/deviations/{deviation}', { params: { path: { deviation } } })),
  deviationTimeline: (deviation: string, query: Query<'/api/v1/deviations/{deviation}/timeline'>) => ask(http.GET('/api/v1/deviations/{deviation}/timeline', { params: { path: { deviation }, query } })),
  deviationKinds: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}/deviations/kinds', { params: { path: { platform } } })),
  askDeviation: (platform: string, body: T.NewDeviation) => ask(http.POST('/api/v1/platforms/{platform}/deviations', { params: { path: { platform } }, body })),
  resubmitDeviation: (deviation: string, body: T.ResubmitDeviation) => ask(http.POST('/api/v1/deviations/{deviation}/resubmit', { params: { path: { deviation } }, body })),
  grantDeviation: (deviation: string, body: T.GrantDeviation) => ask(http.POST('/api/v1/deviations/{deviation}/grant', { params: { path: { deviation } }, body })),
  grantDeviations: (platform: string, body: T.GrantDeviations) => ask(http.POST('/api/v1/platforms/{platform}/deviations/grant', { params: { path: { platform } }, body })),
  refuseDeviation: (deviation: string, body: T.Reason) => ask(http.POST('/api/v1/deviations/{deviation}/refuse', { params: { path: { deviation } }, body })),
  returnDeviation: (deviation: string, body: T.Reason) => ask(http.POST('/api/v1/deviations/{deviation}/return', { params: { path: { deviation } }, body })),
  revokeDeviation: (deviation: string, body: T.Reason) => ask(http.POST('/api/v1/deviations/{deviation}/revoke', { params: { path: { deviation } }, body })),
  withdrawDeviation: (deviation: string, body: T.Reason) => ask(http.POST('/api/v1/deviations/{deviation}/withdraw', { params: { path: { deviation } }, body })),
  findingTrend: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}/findings/trend', { params: { path: { platform } } })),
  assets: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}/assets', { params: { path: { platform } } })),
  mapAsset: (platform: string, body: T.MapAsset) => ask(http.POST('/api/v1/platforms/{platform}/assets/map', { params: { path: { platform } }, body })),
  disownAsset: (platform: string, body: T.DisownAsset) => ask(http.POST('/api/v1/platforms/{platform}/assets/disown', { params: { path: { platform } }, body })),
  releaseAsset: (mapping: string, body: T.Reason) => ask(http.POST('/api/v1/assets/{mapping}/release', { params: { path: { mapping } }, body })),
  reconciliation: (platform: string) => ask(http.GET('/api/v1/platforms/{platform}/reconciliation', { params: { path: { platform } } })),
  importHistory: (platform: string, body: T.ImportHistory) => ask(http.POST('/api/v1/platforms/{platform}/history', { params: { path: { platform } }, body })),
  exploited: () => ask(http.GET('/api/v1/exploited')),

  escalations: (query: Query<'/api/v1/escalations'>) => ask(http.GET('/api/v1/escalations', { params: { query } })),
  intendEscalation: (escalation: string, body: T.Confirm) => ask(http.POST('/api/v1/escalations/{escalation}/intend', { params: { path: { escalation } }, body })),
  stateOnEscalation: (escalation: string, body: T.Statement) => ask(http.POST('/api/v1/escalations/{escalation}/statement', { params: { path: { escalation } }, body })),
  answerOnEscalation: (escalation: string, body: T.Answer) => ask(http.POST('/api/v1/escalations/{escalation}/answer', { params: { path: { escalation } }, body })),
  confirmEscalation: (escalation: string, body: T.Confirm) => ask(http.POST('/api/v1/escalations/{escalation}/confirm', { params: { path: { escalation } }, body })),
  dismissEscalation: (escalation: string, body: T.Reason) => ask(http.POST('/api/v1/escalations/{escalation}/dismiss', { params: { path: { escalation } }, body })),
  closeEscalation: (escalation: string, body: T.Reason) => ask(http.POST('/api/v1/escalations/{escalation}/close', { params: { path: { escalation } }, body })),

  checkpoint: () => ask(http.GET('/api/v1/ledger/checkpoint')),
};

/** Where a list is had as a workbook; `plan/PLATFORM` is the plan of a platform. */
export function sheetUrl(sheet: string, query: Record<string, string | number | boolean | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  const [kind, platform] = sheet.split('/');
  const path = kind === 'plan' && platform ? `/api/v1/platforms/${id(platform)}/plan/sheet` : `/api/v1/sheets/${sheet}`;
  return text ? `${path}?${text}` : path;
}

/** Sends a filled workbook; a dry run only says what it would do. */
export async function takeSheet(sheet: string, file: File, dryRun: boolean): Promise<T.Import> {
  const send = async () => {
    const response = await fetch(sheetUrl(sheet, { dry_run: dryRun }), {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...intent, 'Content-Type': 'application/octet-stream' },
      body: file,
    });
    return { response, text: await response.text() };
  };
  const answer = await send().catch(() => {
    throw new Unreachable();
  });
  if (answer.response.status === 401) onSignedOut();
  if (!answer.response.ok) throw asRefusal(answer.response.status, answer.text);
  return JSON.parse(answer.text) as T.Import;
}

/** Sends a list of known exploited weaknesses as it is. */
export async function sendExploited(file: File, title?: string, version?: string): Promise<T.ExploitedListed> {
  const search = new URLSearchParams();
  if (title) search.set('title', title);
  if (version) search.set('version', version);
  const send = async () => {
    const response = await fetch(`/api/v1/exploited?${search.toString()}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...intent, 'Content-Type': 'application/octet-stream' },
      body: file,
    });
    return { response, text: await response.text() };
  };
  const answer = await send().catch(() => {
    throw new Unreachable();
  });
  if (answer.response.status === 401) onSignedOut();
  if (!answer.response.ok) throw asRefusal(answer.response.status, answer.text);
  return JSON.parse(answer.text) as T.ExploitedListed;
}
