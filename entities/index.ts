import { Agency } from './agency.js';
import { AskedQuestion } from './asked-question.js';
import { AuditEntry } from './audit-entry.js';
import { AuditHead } from './audit-head.js';
import { CallNote } from './call-note.js';
import { CatalogueDraft } from './catalogue-draft.js';
import { ChangeSubscription } from './change-subscription.js';
import { ChannelSwitch } from './channel-switch.js';
import { Correction } from './correction.js';
import { EntryEdit } from './entry-edit.js';
import { Favourite } from './favourite.js';
import { Feedback } from './feedback.js';
import { Implementation } from './implementation.js';
import { ImportChunk } from './import-chunk.js';
import { ImportJob } from './import-job.js';
import { InstallationSecret } from './installation-secret.js';
import { ItemLink } from './item-link.js';
import { LanguageAddition } from './language-addition.js';
import { Notice } from './notice.js';
import { OwnQuestion } from './own-question.js';
import { PrintedRow } from './printed-row.js';
import { QuestionCase } from './question-case.js';
import { Region } from './region.js';
import { ReleaseCheck } from './release-check.js';
import { Resident } from './resident.js';
import { Revision } from './revision.js';
import { ServiceItem } from './service-item.js';
import { SignInTry } from './sign-in-try.js';
import { SimilarQuestion } from './similar-question.js';
import { SourceDocument } from './source-document.js';
import { SourceRef } from './source-ref.js';
import { SourceTable } from './source-table.js';
import { StaffAccount } from './staff-account.js';
import { StaffSession } from './staff-session.js';

/** Every entity of the catalogue; the data source is built from this list. */
export const entities = [
  Agency,
  AskedQuestion,
  AuditEntry,
  AuditHead,
  CallNote,
  CatalogueDraft,
  ChangeSubscription,
  ChannelSwitch,
  Correction,
  EntryEdit,
  Favourite,
  Feedback,
  Implementation,
  ImportChunk,
  ImportJob,
  InstallationSecret,
  ItemLink,
  LanguageAddition,
  Notice,
  OwnQuestion,
  PrintedRow,
  QuestionCase,
  Region,
  ReleaseCheck,
  Resident,
  Revision,
  ServiceItem,
  SignInTry,
  SimilarQuestion,
  SourceDocument,
  SourceRef,
  SourceTable,
  StaffAccount,
  StaffSession,
];
