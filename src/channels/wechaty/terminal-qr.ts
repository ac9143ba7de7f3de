import type { BotStatus } from './bot-status.js';

/**
 * Shows the code that logs the bot in where the operator sees it. The code goes to the terminal only: who has it could
 * make the bot speak for an account of his own.
 *
 * @param say - writes a line for the operator.
 */
export function showInTerminal(say: (text: string) => void): (status: BotStatus) => void {
  return (status) => {
    if (status.state === 'scanning') void showCode(status.qrUrl, say);
  };
}

async function showCode(qrUrl: string, say: (text: string) => void): Promise<void> {
  const { default: qrcode } = await import('qrcode-terminal');
  qrcode.generate(qrUrl, { small: true }, (code) => {
    say(`请用机器人专用的微信号扫码登录（二维码几分钟内有效，过期会换新的）：\n${code}`);
  });
}
