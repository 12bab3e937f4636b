// The parts of ForceAtlas2 that its own worker is made of, which the package does not describe.
declare module "graphology-layout-forceatlas2/defaults.js" {
  const defaults: Record<string, number | boolean>;
  export default defaults;
}
declare module "graphology-layout-forceatlas2/helpers.js" {
  import type Graph from "graphology";
  export function graphToByteArrays(
    graph: Graph,
    weight: (edge: string, attributes: Record<string, number>) => number,
  ): { nodes: Float32Array; edges: Float32Array };
}
declare module "graphology-layout-forceatlas2/iterate.js" {
  export default function iterate(settings: object, nodes: Float32Array, edges: Float32Array): void;
}
