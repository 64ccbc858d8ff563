'use strict';

// Node's ws on one event loop. Arguments: host, port, certificate, key (both PEM).

const fs = require('node:fs');
const https = require('node:https');
const { WebSocketServer } = require('ws');
const { digest } = require('./digest');

const [host, port, cert, key] = process.argv.slice(2);

/** The batch of a message; throws when it is none. */
function parse(text) {
  const batch = JSON.parse(text);
  const is = (type, ...values) => values.every((value) => typeof value === type);
  const whole = (...values) => values.every(Number.isSafeInteger);
  const right = is('string', batch.id, ...Object.values(batch.tags)) && whole(batch.seq, batch.timeMicros)
    && batch.readings.every((r) => is('string', r.sensor, r.unit) && is('number', r.value)
      && whole(r.quality, r.timeMicros));
  if (!right) {
    throw new TypeError('no telemetry batch');
  }
  return batch;
}

const paths = {
  '/ingest': (socket, text) => digest(parse(text)),
  '/ack': (socket, text) => {
    const batch = parse(text);
    socket.send(`{"seq":${batch.seq},"digest":"${digest(batch)}"}`);
  },
  '/discard': () => {},
};

const tls = { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_GCM_SHA256' };
const files = { cert: fs.readFileSync(cert), key: fs.readFileSync(key) };
const server = https.createServer({ ...tls, ...files }, (request, response) => {
  response.writeHead(paths[request.url] ? 426 : 404, { Connection: 'close' }).end();
});
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 65536 });

server.on('upgrade', (request, stream, head) => {
  const onText = paths[request.url];
  if (!onText) {
    stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  sockets.handleUpgrade(request, stream, head, (socket) => {
    // What breaks a rule of the protocol is answered by the library; it only asks to be heard.
    socket.on('error', () => {});
    socket.on('message', (data, binary) => {
      if (binary) {
        socket.close(1003);
        return;
      }
      try {
        onText(socket, data.toString());
      } catch {
        socket.close(1007, 'no telemetry batch');
      }
    });
  });
});

server.listen({ host, port: Number(port), backlog: 4096 }, () => {
  console.log(`READY wss://${host}:${server.address().port}`);
});
