import { createRequire } from 'node:module';
import { type Config, ConfigError } from '../../config.js';

/** The puppet that Wechaty brings along; it cannot do without a token. */
const SERVICE_PUPPET = 'wechaty-puppet-service';

/**
 * Looks for the puppet's package without loading it, before the start costs anything.
 * @throws {ConfigError} which does not repeat the value: somebody may have put the token there.
 */
export function assertPuppetReady({ WECHATY_PUPPET: puppet, WECHATY_PUPPET_TOKEN: token }: Config): void {
  if (!puppet) return;
  if (!isInstalled(puppet))
    throw new ConfigError([
      {
        key: 'WECHATY_PUPPET',
        message: '指定的包没有安装：请在本项目的目录运行 npm install 加这个包名，或核对包名后再启动',
      },
    ]);
  if (puppet === SERVICE_PUPPET && !token)
    throw new ConfigError([
      { key: 'WECHATY_PUPPET_TOKEN', message: `没有设置：使用 ${SERVICE_PUPPET} 需要令牌` },
    ]);
}

function isInstalled(puppet: string): boolean {
  try {
    createRequire(import.meta.url).resolve(puppet);
    return true;
  } catch (error) {
    // Other codes mean that it is there and only made for `import`.
    return (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND';
  }
}
