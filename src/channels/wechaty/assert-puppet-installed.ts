import { createRequire } from 'node:module';
import { type Config, ConfigError } from '../../config.js';

/**
 * Looks for the puppet's package without loading it, before the start costs anything.
 * @throws {ConfigError} which does not repeat the value: somebody may have put the token there.
 */
export function assertPuppetInstalled({ WECHATY_PUPPET: puppet }: Config): void {
  if (!puppet) return;
  try {
    createRequire(import.meta.url).resolve(puppet);
  } catch (error) {
    // Other codes mean that it is there and only made for `import`.
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') return;
    throw new ConfigError([
      {
        key: 'WECHATY_PUPPET',
        message: '指定的包没有安装：请在本项目的目录运行 npm install 加这个包名，或核对包名后再启动',
      },
    ]);
  }
}
