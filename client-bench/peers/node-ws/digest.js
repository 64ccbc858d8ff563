'use strict';

// The digest of docs/CONTRACT.md. Numbers of 64 bits are two halves of 32: BigInt would cost more than the parsing.
// Integers of a message are exact up to 2^53, which those of a run are.

const STEP_HIGH = 0x9e3779b9;
const STEP_LOW = 0x7f4a7c15;

const double = new Float64Array(1);
const bits = new Uint32Array(double.buffer);
const LITTLE = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

// The sum, and the result of mix().
let sumHigh = 0;
let sumLow = 0;
let high = 0;
let low = 0;

/** The upper half of the product of two numbers of 32 bits. */
function upper(a, b) {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const other = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + Math.floor(middle / 65536) + (other >>> 16);
}

/** (h, l) * (bh, bl), into high and low. */
function multiply(h, l, bh, bl) {
  high = (upper(l, bl) + Math.imul(h, bl) + Math.imul(l, bh)) >>> 0;
  low = Math.imul(l, bl) >>> 0;
}

/** mix(h, l), into high and low. */
function mix(h, l) {
  let wl = (l >>> 0) + STEP_LOW;
  let wh = ((h >>> 0) + STEP_HIGH + (wl > 0xffffffff ? 1 : 0)) >>> 0;
  wl >>>= 0;
  multiply((wh ^ (wh >>> 30)) >>> 0, (wl ^ ((wl >>> 30) | (wh << 2))) >>> 0, 0xbf58476d, 0x1ce4e5b9);
  wh = high;
  wl = low;
  multiply((wh ^ (wh >>> 27)) >>> 0, (wl ^ ((wl >>> 27) | (wh << 5))) >>> 0, 0x94d049bb, 0x133111eb);
  wh = high;
  wl = low;
  high = (wh ^ (wh >>> 31)) >>> 0;
  low = (wl ^ ((wl >>> 31) | (wh << 1))) >>> 0;
}

/** str(s), into high and low. */
function string(s) {
  let hash = 0;
  for (let i = 0; i < s.length; i++) {
    hash = (Math.imul(31, hash) + s.charCodeAt(i)) | 0;
  }
  mix(s.length, hash);
}

/** Adds factor * (h, l) to the sum. */
function add(h, l, factor) {
  const product = (l >>> 0) * factor;
  const carried = sumLow + (product % 0x100000000);
  sumLow = carried >>> 0;
  sumHigh = (sumHigh + Math.imul(h, factor) + Math.floor(product / 0x100000000) + (carried > 0xffffffff ? 1 : 0)) >>> 0;
}

function addInteger(n, factor) {
  add(Math.floor(n / 0x100000000), n >>> 0, factor);
}

function addMixed(n) {
  mix(Math.floor(n / 0x100000000), n >>> 0);
  add(high, low, 1);
}

function hex(n) {
  return n.toString(16).padStart(8, '0');
}

/** The digest of a message, 16 hexadecimal digits. */
function digest(batch) {
  let totalHigh = 0;
  let totalLow = 0;
  const keep = () => {
    mix(sumHigh, sumLow);
    const carried = totalLow + low;
    totalHigh = (totalHigh + high + (carried > 0xffffffff ? 1 : 0)) >>> 0;
    totalLow = carried >>> 0;
  };
  for (const key of Object.keys(batch.tags)) {
    sumHigh = sumLow = 0;
    string(key);
    add(high, low, 1);
    string(batch.tags[key]);
    add(high, low, 3);
    keep();
  }
  let stepHigh = 0;
  let stepLow = 0;
  for (const reading of batch.readings) {
    sumHigh = stepHigh;
    sumLow = stepLow;
    string(reading.sensor);
    add(high, low, 1);
    double[0] = reading.value;
    add(LITTLE ? bits[1] : bits[0], LITTLE ? bits[0] : bits[1], 3);
    string(reading.unit);
    add(high, low, 5);
    addInteger(reading.quality, 7);
    addInteger(reading.timeMicros, 11);
    keep();
    stepLow += STEP_LOW;
    stepHigh = (stepHigh + STEP_HIGH + (stepLow > 0xffffffff ? 1 : 0)) >>> 0;
    stepLow >>>= 0;
  }
  sumHigh = totalHigh;
  sumLow = totalLow;
  string(batch.id);
  add(high, low, 1);
  addMixed(batch.seq);
  addMixed(batch.timeMicros);
  return hex(sumHigh) + hex(sumLow);
}

module.exports = { digest };
