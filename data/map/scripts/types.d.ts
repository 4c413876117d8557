// Types of what the scripts share. They run in a browser as they are: `make check` alone reads this.
// Each script adds its part to one object, `ConsultationMap`; a name that is not here is a mistake.

type Json = any; // A payload from Python, as JSON
type Card = Json; // One consultation of the exported page
type Attributes = Record<string, any>;
type Child = Node | string | undefined | null;
interface Point {
  x: number;
  y: number;
}

/** The filters, and what is open, in the exported page. */
interface View {
  [filter: string]: any;
}

interface Channel {
  me: string;
  say(kind: string, more?: object): void;
  close(): void;
}

/** Leaflet carries no types. */
declare const L: any;

interface Window {
  ConsultationMap: ConsultationMap;
  Streamlit: { setComponentValue(value: object): void };
  consultationMapRuns?: number;
}

interface ConsultationMap {
  // The map: data/map/scripts/
  Groups: new (map: any, state?: any) => any;
  Land: new (map: any, shapes: Json) => any;
  Lines: new (map: any, marks?: any) => any;
  Names: new (map: any, land: any, marks: any, lines: any) => any;
  Viewport: new (map: any, marks: any, state: any) => any;
  Marks: new (map: any, open?: (id: string) => void) => any;
  controls(map: any, actions: Record<string, (by?: number) => void>): void;
  describe(map: any, data: Json): void;
  disc(radius: number, color: string, text: string): SVGElement;
  element(name: string, attributes?: Attributes, text?: string): any;
  story(map: any, lines: any): (first: boolean, data: any) => void;
  fingers(map: any, words: () => Record<string, string>): void;
  inkOn(color: string): string;
  keys(map: any, zoom: (by: number) => void): void;
  // Colours, shapes and limits of data/model/colors_and_shapes.py
  look: any;
  layout(marks: Json[]): any;
  legend(map: any, data: Json): void;
  outline(shape: string): SVGElement;
  picture(shape: string, color: string, text: string, size: number, sign?: number): SVGElement;
  popup?(map: any, layer: any, mark: Json): void;
  words: Record<string, string>;
  relabel(words: Record<string, string>): void;
  send(event: Json): void;
  shareHeight(map: any): void;
  show(map: any, shapes: Json, base64: string): any;
  textNode(first: string, second?: string): HTMLElement;
  toCard?(marker: any): boolean;
  calm: MediaQueryList;

  // Present: components/presenting/static/
  Grid: new (...parts: any[]) => any;
  KeyList: new (data: Json) => any;
  Miniature: new (data: Json, address: string) => any;
  NotesWindow: new (root: Element, data: Json) => any;
  Stage: new (root: Element, data: Json, tell: (name: string, value: object) => void) => any;
  TourMap: new (...parts: any[]) => any;
  World: new (...parts: any[]) => any;
  bar(data: Json, autoplay: any, command: (name: string, value?: any) => void): any;
  channel(heard: (message: Json) => void): Channel;
  countries(address: string): Promise<{ iso: string; path: string }[]>;
  dotted(tag: string, name: string, text: string): any;
  fedLines(source: Json, targets: Json[], text: string, size: Json): any[];
  archHeight(size: Json): number;
  keepInside(text: any, size: Json): void;
  fills(paint: Json): (iso: string) => string;
  filled(sentence: string, values: Record<string, any>): string;
  fit(node: HTMLElement): void;
  icon(name: string): SVGElement;
  isClose(slide: Json): boolean;
  legendOfSlide(slide: Json, data: Json, states: Set<string>): any;
  link(text: string, address: string): Node;
  listenToKeys(target: any, command: (name: string, value?: any) => any): any;
  listenToPointer(command: (name: string, value?: any) => any): any;
  node(tag: string, name?: string, text?: string): any;
  parameter: any;
  placesOf(marks: Json[]): any;
  project(lat: number, lon: number): Point;
  remember: any;
  richText(blocks: Json[]): HTMLElement;
  targetLabel(data: Json, number: number): string;
  shapesAddress(component: string): string;
  slideNode(slide: Json, data: Json): any;
  target(data: Json, number: number): { step: number; isNumber: boolean };
  timeStrip(data: Json, colorOf: (slide: Json) => string): any;
  viewOf(points: Point[], size: any, room: any, closest: number): any;
  viewOfSlide(slide: Json, data: Json, of: any, size: any, room: any): any;
  textElement(tag: string, name: string, text: string): any;

  // The exported page: data/export/single_page/
  Options: new (...parts: any[]) => any;
  buildDragging(): void;
  buildFilters(): void;
  buildMap(shapes: Json): void;
  buildTable(): void;
  buildTimeline(): void;
  byId(id: string): HTMLElement;
  button(text: Child, action: (event: Event) => void, attributes?: Attributes): any;
  card(card: Card): any;
  change(part: View, quietly?: boolean): void;
  choose(view: View): any;
  closeCard(): boolean;
  closeDrops(): any;
  dark: MediaQueryList;
  data: Json;
  day(text: string, last: boolean): string;
  dayAt(x: number): string;
  dayNumber(iso: string): number;
  drop(name: string, label: any, body: any): any;
  drops: any[];
  emptyView(): View;
  filters: any[];
  fold(text: string): string;
  follow(action: () => void): void;
  isBackwards(view: View): boolean;
  isDate(text: string): boolean;
  isoDay(day: number): string;
  isRightToLeft(): boolean;
  linked(pieces: [string, string][]): Child[];
  list(places: number[]): void;
  lookOf(card: Card): { color: string; shape: string; sign: number };
  make(name: string, attributes?: Attributes, ...children: Child[]): any;
  markNode(id: string): HTMLElement | null;
  narrow: MediaQueryList;
  drawsLines(): boolean;
  narrowed(view: View): boolean;
  number(value: number): string;
  onWebsite(view: View): any;
  open(id: string): void;
  placeOf: Map<string, number>;
  readQuery(text: string): any[];
  readView(hash: string): View;
  redrawTimeline(): void;
  reset(): void;
  resizeMap(): void;
  roles: string[];
  say(name: string, values?: Record<string, any>): string;
  searchFor(text: string): any;
  stack(points: number[], gap: number): number[];
  stretches(cards: Card[], scale: any, width: number): any;
  ticks(span: [number, number], width: number): any;
  toggled(list: string[], one: string): string[];
  updateFilters(chosen: any): void;
  updateMap(chosen: any): void;
  updatePanel(chosen: any): void;
  updateTable(chosen: any): void;
  updateTimeline(chosen: any): void;
  updateWebsite(): void;
  view: View;
  writeView(view: View): string;
  years(all: boolean): any;
  span(): [number, number];
}
