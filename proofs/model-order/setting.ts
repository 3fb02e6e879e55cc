import type { Json } from '../../src/domain/canonical-json.ts';
import type { ServiceSetting } from './service.ts';

/** The service, and the families whose order is asked for. */
export interface OrderSetting extends ServiceSetting {
  readonly families: readonly string[];
  /** Configurations that are not the defaults, by family. */
  readonly configurations?: Readonly<Record<string, { readonly [key: string]: Json }>>;
}

/** What every family is compared with. */
export const BASELINE = 'popularity';
