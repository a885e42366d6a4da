import type { components } from './schema';

/** Names for the shapes of the API; the shapes themselves are generated from the server's specification. */
type S = components['schemas'];

/** Where a list goes on, and how much of it. */
export interface Paging {
  cursor?: string;
  limit?: number;
}

export interface Page<R> {
  items: R[];
  next?: string | null;
  as_of: string;
}

export type AdoptPlan = S['AdoptPlan'];
export type Amend = S['Amend'];
export type Answer = S['Answer'];
export type AnswerExtension = S['AnswerExtension'];
export type AskExtension = S['AskExtension'];
export type Assign = S['Assign'];
export type Bootstrap = S['Bootstrap'];
export type Cell = S['Cell'];
export type CellReason = S['CellReason'];
export type CellReasons = S['CellReasons'];
export type ChangeTerm = S['ChangeTerm'];
export type Close = S['Close'];
export type Compared = S['Compared'];
export type Component = S['Component'];
export type Confirm = S['Confirm'];
export type ControlClass = S['ControlClass'];
export type Decide = S['Decide'];
export type Decided = S['Decided'];
export type Deputy = S['Deputy'];
export type Draft = S['Draft'];
export type DryRun = S['DryRun'];
export type Due = S['Due'];
export type DueRow = S['DueRow'];
export type Escalation = S['Escalation'];
export type FailingRow = S['FailingRow'];
export type Fault = S['Fault'];
export type FileSummary = S['FileSummary'];
export type Finding = S['Finding'];
export type Fleet = S['Fleet'];
export type FleetPlatform = S['FleetPlatform'];
export type HandIn = S['HandIn'];
export type Home = S['Home'];
export type Import = S['Import'];
export type ImportRow = S['ImportRow'];
export type Intend = S['Intend'];
export type Look = S['Look'];
export type Me = S['Me'];
export type NewAuthorisation = S['NewAuthorisation'];
export type NewDeputy = S['NewDeputy'];
export type NewMandate = S['NewMandate'];
export type NewNonconformity = S['NewNonconformity'];
export type NewOrganisation = S['NewOrganisation'];
export type NewParty = S['NewParty'];
export type NewPlatform = S['NewPlatform'];
export type NewPlatformEvent = S['NewPlatformEvent'];
export type NewSubmission = S['NewSubmission'];
export type NewToken = S['NewToken'];
export type NewUser = S['NewUser'];
export type Nonconformity = S['Nonconformity'];
export type Notice = S['Notice'];
export type NoticeBody = S['NoticeBody'];
export type NoticeRow = S['NoticeRow'];
export type Obligation = S['Obligation'];
export type ObligationRow = S['ObligationRow'];
export type OpenUpload = S['OpenUpload'];
export type Organisation = S['Organisation'];
export type Plan = S['Plan'];
export type PlanItem = S['PlanItem'];
export type Platform = S['Platform'];
export type PlatformRow = S['PlatformRow'];
export type Problem = S['Problem'];
export type Procedure = S['Procedure'];
export type ProviderFigures = S['ProviderFigures'];
export type Reason = S['Reason'];
export type ReceiptState = S['ReceiptState'];
export type Rectification = S['Rectification'];
export type RectificationRow = S['RectificationRow'];
export type RenewalApplication = S['RenewalApplication'];
export type RequestDue = S['RequestDue'];
export type Return = S['Return'];
export type ReturnRectification = S['ReturnRectification'];
export type ReviewerFigures = S['ReviewerFigures'];
export type RuleResult = S['RuleResult'];
export type Service = S['Service'];
export type SignIn = S['SignIn'];
export type Statement = S['Statement'];
export type Submission = S['Submission'];
export type SubmissionRow = S['SubmissionRow'];
export type SubmitPlan = S['SubmitPlan'];
export type Submitted = S['Submitted'];
export type SubmittedOne = S['SubmittedOne'];
export type TimelineEntry = S['TimelineEntry'];
export type Token = S['Token'];
export type TokenMade = S['TokenMade'];
export type TrendMonth = S['TrendMonth'];
export type Upload = S['Upload'];
export type UploadedFile = S['UploadedFile'];
export type User = S['User'];
export type WaitingItem = S['WaitingItem'];
export type WorseItem = S['WorseItem'];
