import { z } from 'zod';
import { NOTICE_KINDS } from '../../../entities/notice.js';
import {
  type AskRequest,
  type AskResponse,
  CHANNELS,
  INTENT_IDS,
  type ShownNotice,
} from '../../answer/response.js';
import { regionInput, regionName, sessionId, sourceView } from './common.js';

/** Characters of a question as people count them, not UTF-16 units. */
const MAX_QUESTION_LENGTH = 500;

/** Query of `POST /api/v1/ask`. */
export const askQuery = z.strictObject({
  explain: z.enum(['0', '1']).optional().meta({ description: '1：附上为什么这样回答' }),
});

/** Body of `POST /api/v1/ask`. */
export const askRequest = z.strictObject({
  question: z
    .string()
    .refine((text) => text.trim() !== '', '不能为空，请写下要问的事')
    .refine(
      (text) => text.length <= MAX_QUESTION_LENGTH || [...text].length <= MAX_QUESTION_LENGTH,
      `不能超过 ${MAX_QUESTION_LENGTH} 个字`,
    )
    .meta({ minLength: 1, maxLength: MAX_QUESTION_LENGTH, examples: ['社保卡丢了怎么补'] }),
  region: regionInput.optional(),
  sessionId: sessionId.optional(),
  channel: z.enum(CHANNELS).optional(),
  limit: z.int().min(1).max(20).default(5).meta({ description: '最多返回几个候选事项' }),
}) satisfies z.ZodType<AskRequest>;

const candidate = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  agency: z.string().nullable(),
  region: regionName,
  score: z.number(),
  confidence: z.number(),
  sources: z.array(sourceView),
});

/** One section of an answer. */
export const section = z.object({
  key: z.string(),
  label: z.string(),
  status: z.enum(['stated', 'derived', 'unknown']),
  lines: z.array(z.string()),
  data: z.record(z.string(), z.unknown()),
  sources: z.array(sourceView),
});

/** A notice as residents get it. */
export const noticeView = z.object({
  kind: z.enum(NOTICE_KINDS).meta({ description: '停办、系统维护、缴费期、其他' }),
  label: z.string(),
  text: z.string(),
  source: z.string().meta({ description: '谁说的：文件或机构' }),
  url: z.string().nullable(),
  region: regionName.nullable().meta({ description: '哪里有效；null 为各地' }),
  from: z.string(),
  until: z.string().meta({ description: '到此时为止，带北京时间的时差' }),
  line: z.string().meta({ description: '写成一行，各渠道相同' }),
}) satisfies z.ZodType<ShownNotice>;

const notices = z
  .array(noticeView)
  .readonly()
  .meta({ description: '正在有效的通知，最要紧的在前；各种文字的开头也有' });

/** Query of `GET /api/v1/items/:id/answer`. */
export const itemAnswerQuery = z.strictObject({
  region: regionInput.optional(),
  intent: z.enum(INTENT_IDS).default('overview').meta({ description: '先答哪一部分' }),
});

/** Response of `GET /api/v1/items/:id/answer`. */
export const itemAnswerView = z.object({
  itemId: z.string(),
  name: z.string(),
  region: regionName.nullable(),
  sections: z.array(section),
  notices,
  reply: z.string(),
  speech: z.string(),
  sms: z.string(),
});

/** Response of `POST /api/v1/ask`. */
export const askResponse = z.object({
  sessionId: z.string(),
  kind: z.enum(['answer', 'clarify', 'none', 'chat', 'handoff', 'emergency', 'eligibility', 'lifeEvent']),
  intent: z.enum(INTENT_IDS),
  region: regionName.nullable(),
  candidates: z.array(candidate),
  answer: z
    .object({ item: z.object({ id: z.string(), name: z.string() }), sections: z.array(section) })
    .nullable(),
  notices,
  reply: z.string().meta({ description: '在聊天里看的答复，不超过 600 字' }),
  speech: z.string().meta({ description: '念给人听的答复：没有符号和网址，电话逐个数字念' }),
  sms: z.string().meta({ description: '可作一条短信发出的答复，不超过 140 字，单独看得懂' }),
  confidence: z.number(),
  tookMs: z.number(),
  topic: z.string().optional().meta({ description: '答“没有”时所依据的话题编号' }),
  handOver: z
    .object({ code: z.string().meta({ description: '交接码：报给话务员' }), expiresAt: z.string() })
    .optional(),
  explanation: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: '怎样理解问题，各候选的特征、权重和得分（explain=1）' }),
}) satisfies z.ZodType<AskResponse>;
