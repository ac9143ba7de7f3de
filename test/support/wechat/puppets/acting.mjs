// A puppet that does what its token says, for tests of the thread it lives in.
import { mock, PuppetMock } from 'wechaty-puppet-mock';

export default class ActingPuppet extends PuppetMock {
  constructor({ token }) {
    super({ mocker: new mock.Mocker() });
    this.part = token;
  }

  async onStart() {
    await super.onStart();
    setTimeout(() => this.act(), 10);
  }

  act() {
    const { mocker } = this;
    const bot = mocker.createContact({ id: 'bot', name: '问办' });
    const li = mocker.createContact({ id: 'wxid-li', name: '李大姐' });
    const hears = (text) => li.say(text).to(bot);
    console.log('李大姐 wxid-li 问：社保卡');
    console.error('李大姐 wxid-li 问：社保卡');
    switch (this.part) {
      case 'talk':
        mocker.scan('http://weixin.qq.com/x/code');
        mocker.login(bot);
        li.on('message', (message) => {
          if (message.talker().id === 'bot') hears(`听到了：${message.text()}`);
        });
        hears('你好');
        break;
      case 'tell its environment':
        mocker.login(bot);
        hears(JSON.stringify(process.env));
        break;
      case 'crash':
        throw new Error('wxid-li 断线');
      case 'exit':
        process.exit(3);
        break;
    }
  }
}
