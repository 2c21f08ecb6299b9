// What the first program does in its prediction, as it comes: times in milliseconds, rows as those of
// `Run.draw()`. Made by `COROSCOPE_BLESS=1 cargo test --test catalog first_rows`.

/** @import { FirstRows } from "./types.js" */

/** @type {FirstRows} */
export const FIRST = JSON.parse(`{
  "id": "greetings",
  "chapter": "Waiting · 1 of 6",
  "title": "Two greetings",
  "question": "If two coroutines each wait before they say hello, how long does it take in all?",
  "suggested": "concurrent",
  "variants": [
    {"id":"sequential","title":"Sequential","unread":0},
    {"id":"concurrent","title":"Concurrent","unread":0}
  ],
  "params": [
    {"id":"first-delay"},
    {"id":"second-delay"},
    {"id":"first-word"},
    {"id":"second-word"}
  ],
  "values": {"first-delay":1000.0,"first-word":"hi","second-delay":2000.0,"second-word":"hoi"},
  "total_ms": 2000.0,
  "tasks": [
    {"depth":0,"ended_ms":2000.0,"lane":0,"name":"main","spawned_ms":0.0},
    {"depth":1,"ended_ms":1000.0,"lane":1,"name":"first","spawned_ms":0.0},
    {"depth":1,"ended_ms":2000.0,"lane":2,"name":"second","spawned_ms":0.0}
  ],
  "rows": [
    [0.0,0.0,0.0,5.0,49.0,2.0],
    [0.0,0.0,1000.0,1.0,49.0,1.0],
    [0.0,1000.0,1000.0,5.0,49.0,2.0],
    [0.0,1000.0,2000.0,1.0,50.0,1.0],
    [0.0,2000.0,2000.0,5.0,50.0,2.0],
    [0.0,2000.0,2000.0,7.0,0.0,1.0],
    [1.0,0.0,0.0,5.0,54.0,2.0],
    [1.0,0.0,1000.0,0.0,54.0,1.0],
    [1.0,1000.0,1000.0,5.0,54.0,2.0],
    [1.0,1000.0,1000.0,7.0,0.0,1.0],
    [2.0,0.0,0.0,5.0,54.0,2.0],
    [2.0,0.0,2000.0,0.0,54.0,1.0],
    [2.0,2000.0,2000.0,5.0,54.0,2.0],
    [2.0,2000.0,2000.0,7.0,0.0,1.0]
  ],
  "labels": [
    {"from_ms":0.0,"kind":"span","lane":0,"state":1,"text":"for first","to_ms":1000.0},
    {"from_ms":1000.0,"kind":"span","lane":0,"state":1,"text":"for second","to_ms":2000.0},
    {"from_ms":0.0,"kind":"span","lane":1,"state":0,"text":"sleep 1,000 ms","to_ms":1000.0},
    {"from_ms":0.0,"kind":"span","lane":2,"state":0,"text":"sleep 2,000 ms","to_ms":2000.0},
    {"from_ms":1000.0,"kind":"printed","lane":1,"state":5,"text":"“hi”","to_ms":1000.0},
    {"from_ms":2000.0,"kind":"printed","lane":2,"state":5,"text":"“hoi”","to_ms":2000.0}
  ]
}`);
