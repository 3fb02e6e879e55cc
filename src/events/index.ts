export { QUARANTINE_REASONS, type QuarantineReason } from './reasons.ts';
export {
  rejected,
  type DecodedLine,
  type LineDecoder,
  type LineSpan,
  type TickScanner,
} from './line-decoder.ts';
export type { Span } from './damaged-part.ts';
export { decodeLine, MAX_LINE_LENGTH, MAX_MINUTE, MAX_RATING } from './decode-line.ts';
export { movielogDecoder } from './movielog-decoder.ts';
export { WordDictionary } from './word-dictionary.ts';
export { encodeAction, encodeEvent } from './encode-event.ts';
export { isItemId } from './item-id-grammar.ts';
export { isDigits, plainNumber } from './scan.ts';
export type {
  EventSource,
  LineBlock,
  OffsetGap,
  ReadOptions,
  SourceGroup,
} from './event-source.ts';
export type { Appended, EventLog, LogBatch } from './event-log.ts';
export { isForeignId, MAX_FOREIGN_ID } from './foreign-id.ts';
export { MAPPING, mappingJsonSchema, type Mapping } from './json-mapping.ts';
export { JSON_DECODER, jsonDecoder, jsonDecoderName } from './json-decoder.ts';
export { POSTED_PARTITION } from './posted-partition.ts';
