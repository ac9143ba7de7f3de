import { Agency } from './agency.js';
import { AskedQuestion } from './asked-question.js';
import { ChangeSubscription } from './change-subscription.js';
import { ChannelSwitch } from './channel-switch.js';
import { Favourite } from './favourite.js';
import { Feedback } from './feedback.js';
import { Implementation } from './implementation.js';
import { InstallationSecret } from './installation-secret.js';
import { ItemLink } from './item-link.js';
import { OwnQuestion } from './own-question.js';
import { PrintedRow } from './printed-row.js';
import { Region } from './region.js';
import { Resident } from './resident.js';
import { Revision } from './revision.js';
import { ServiceItem } from './service-item.js';
import { SimilarQuestion } from './similar-question.js';
import { SourceDocument } from './source-document.js';
import { SourceRef } from './source-ref.js';
import { SourceTable } from './source-table.js';

/** Every entity of the catalogue; the data source is built from this list. */
export const entities = [
  Agency,
  AskedQuestion,
  ChangeSubscription,
  ChannelSwitch,
  Favourite,
  Feedback,
  Implementation,
  InstallationSecret,
  ItemLink,
  OwnQuestion,
  PrintedRow,
  Region,
  Resident,
  Revision,
  ServiceItem,
  SimilarQuestion,
  SourceDocument,
  SourceRef,
  SourceTable,
];
