// A gateway of one's own for wechaty-puppet-service, with the mock puppet behind it and one resident: a worker thread,
// so that what it declares and prints stays out of the tests. Posts what the resident hears, says what it is posted.
import { parentPort, workerData } from 'node:worker_threads';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import { PuppetServer } from 'wechaty-puppet-service';

const { endpoint, token } = workerData;
const mocker = new mock.Mocker();
const account = mocker.createContact({ id: 'bot', name: '问办' });
const li = mocker.createContact({ id: 'wxid-li', name: '李大姐' });

/** Its account stays logged in on the telephone: each start finds it so. A client that gives up stops the puppet. */
class LoggedInPuppet extends PuppetMock {
  async onStart() {
    await super.onStart();
    setTimeout(() => mocker.login(account), 100);
  }
}

const puppet = new LoggedInPuppet({ mocker });
await puppet.start();
await new PuppetServer({ endpoint, puppet, token }).start();
li.on('message', (message) => {
  if (message.talker().id === 'bot') parentPort.postMessage(message.text());
});
parentPort.on('message', (text) => li.say(text).to(account));
parentPort.postMessage('open');
