// The rules of HuddleCore, compiled to WebAssembly, in node.
//
//   node run.mjs huddle-core.wasm merges.json changes.json   runs the vectors, each in several orders of arrival
//   node run.mjs huddle-core.wasm --sets                     dumps sets of changes from standard input, one a line
//                                                            (see ../reference/differential.py)

import { createHash, randomInt } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

class Core {
  static async load(path) {
    const core = new Core();
    const host = {
      hash128: (bytes, count, digest) => {
        const hash = createHash("sha256").update(core.bytes(bytes, count)).digest();
        core.bytes(digest, 16).set(hash.subarray(0, 16));
      },
      random: () => randomInt(2 ** 32),
    };
    const { instance } = await WebAssembly.instantiate(readFileSync(path), { host });
    core.exports = instance.exports;
    return core;
  }

  // Memory moves when it grows: never kept, always asked for anew.
  bytes(start, count) {
    return new Uint8Array(this.exports.memory.buffer, start >>> 0, count);
  }

  /** The canonical dump of these changes, each a Uint8Array, merged in this order. */
  dump(changes) {
    const count = changes.reduce((sum, change) => sum + 4 + change.length, 0);
    const input = this.exports.huddle_allocate(count);
    let position = input >>> 0;
    for (const change of changes) {
      new DataView(this.exports.memory.buffer).setUint32(position, change.length, true);
      this.bytes(position + 4, change.length).set(change);
      position += 4 + change.length;
    }
    const answer = this.exports.huddle_dump(input, count);
    const length = new DataView(this.exports.memory.buffer).getUint32(answer >>> 0, true);
    const text = Buffer.from(this.bytes(answer + 4, length)).toString("utf8");
    this.exports.huddle_release(answer);
    this.exports.huddle_release(input);
    return text;
  }
}

function* orders(changes) {
  if (changes.length <= 5) return yield* permutations(changes);
  let seed = 1;
  const draw = (limit) => (seed = (seed * 48271) % 0x7fffffff) % limit;
  for (let round = 0; round < 100; round++) {
    const order = [...changes];
    for (let place = order.length - 1; place > 0; place--) {
      const other = draw(place + 1);
      [order[place], order[other]] = [order[other], order[place]];
    }
    yield order;
  }
}

function* permutations(items) {
  if (items.length <= 1) return yield items;
  for (let place = 0; place < items.length; place++) {
    for (const rest of permutations(items.filter((_, other) => other !== place))) yield [items[place], ...rest];
  }
}

const fromHex = (digits) => Buffer.from(digits, "hex");
const fromPart = ({ repeat, times }) => Buffer.concat(Array(times).fill(fromHex(repeat)));
const fromParts = (parts) =>
  Buffer.concat([parts].flat().map((part) => (typeof part === "string" ? fromHex(part) : fromPart(part))));

function runVectors(core, mergesPath, changesPath) {
  const read = (path) => JSON.parse(readFileSync(path, "utf8")).vectors;
  let failures = 0;
  let runs = 0;
  const merges = read(mergesPath);
  for (const vector of merges) {
    const expected = vector.state.map((line) => line + "\n").join("");
    for (const order of orders(vector.changes.map((change) => fromHex(change.bytes)))) {
      runs++;
      const dump = core.dump(order);
      if (dump === expected) continue;
      failures++;
      console.error(`${vector.name}:\n  found    ${dump}  expected ${expected}`);
      break;
    }
  }
  const changes = read(changesPath);
  for (const vector of changes) {
    const dump = core.dump([fromParts(vector.bytes)]);
    const refused = dump.startsWith('{"refused":') ? JSON.parse(dump).code : undefined;
    if (refused === vector.error) continue;
    failures++;
    console.error(`${vector.name}: ${refused ?? "taken"}, not ${vector.error ?? "taken"}`);
  }
  console.log(
    `node ${process.version}: ${merges.length} merge vectors in ${runs} orders of arrival and ${changes.length} ` +
      `change vectors, ${failures} failed`,
  );
  process.exitCode = failures ? 1 : 0;
}

async function dumpSets(core) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const changes = line.split(" ").filter((digits) => digits !== "").map(fromHex);
    const answer = Buffer.from(core.dump(changes) + "\n");
    for (let sent = 0; sent < answer.length; ) sent += writeSync(1, answer, sent);
  }
}

const [module, ...rest] = process.argv.slice(2);
const core = await Core.load(module);
if (rest[0] === "--sets") await dumpSets(core);
else runVectors(core, rest[0], rest[1]);
