//! A tape run at one point, on registers that live on the stack.

#![expect(
    clippy::inline_always,
    reason = "the loops over instructions and lanes are fast only with these bodies inside"
)]

use super::elementary;
use super::graph::{Dependence, Graph, Id, Node};
use super::lanes::{LANES, Lane, Lanes};
use super::op::Op;
use super::tape::{Tape, TooManyRegisters};
use crate::math::Vec2;

/// The numbers that depend on constants and parameters only, in the order in which programs need them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Uniforms {
    /// What they are computed from, operands before their users; operands are indices in here.
    nodes: Vec<Node>,
    /// Which of the nodes are wanted.
    wanted: Vec<Id>,
    /// The same in the graph.
    sources: Vec<Id>,
}

impl Uniforms {
    /// The uniform nodes that are read when the roots are computed, those of the first roots first.
    /// `prefixes[i]` of them serve `roots[..=i]`.
    pub(crate) fn new(graph: &Graph, programs: &[&[Id]]) -> (Self, Vec<usize>) {
        let mut sources: Vec<Id> = Vec::new();
        let mut listed = vec![false; graph.len()];
        let mut prefixes = Vec::new();
        for roots in programs {
            for id in read_uniforms(graph, roots) {
                if !std::mem::replace(&mut listed[id as usize], true) {
                    sources.push(id);
                }
            }
            prefixes.push(sources.len());
        }
        let reachable = graph.reachable(&sources);
        let mut indices: Vec<Id> = vec![0; graph.len()];
        let mut nodes: Vec<Node> = Vec::new();
        for id in (0..graph.len()).filter(|&id| reachable[id]) {
            let mut node = graph.node(id as Id);
            let arity = node.op.arity();
            for operand in &mut node.operands[..arity] {
                *operand = indices[*operand as usize];
            }
            indices[id] = nodes.len() as Id;
            nodes.push(node);
        }
        let wanted = sources.iter().map(|&id| indices[id as usize]).collect();
        let uniforms = Self {
            nodes,
            wanted,
            sources,
        };
        (uniforms, prefixes)
    }

    /// The nodes of the graph whose values these are.
    pub(crate) fn sources(&self) -> &[Id] {
        &self.sources
    }

    /// The values at these parameters.
    pub(crate) fn evaluate(&self, parameters: &[f64]) -> Vec<f64> {
        let mut values: Vec<f64> = Vec::with_capacity(self.nodes.len());
        for node in &self.nodes {
            let [first, second, _] = node.operands;
            let value = match node.op {
                Op::Constant => f64::from_bits(u64::from(second) << 32 | u64::from(first)),
                Op::Parameter => parameters.get(first as usize).copied().unwrap_or(f64::NAN),
                op => {
                    let [a, b, c] = node
                        .operands
                        .map(|operand| values.get(operand as usize).copied().unwrap_or(0.0));
                    op.apply(a, b, c)
                }
            };
            values.push(value);
        }
        self.wanted.iter().map(|&id| values[id as usize]).collect()
    }
}

/// The uniform nodes that other nodes read on the way to the roots, or that are roots.
fn read_uniforms(graph: &Graph, roots: &[Id]) -> Vec<Id> {
    let uniform = |id: Id| graph.dependence(id) == Dependence::NONE;
    let mut reached = vec![false; graph.len()];
    for &root in roots {
        reached[root as usize] = true;
    }
    for id in (0..graph.len()).rev() {
        if reached[id] && !uniform(id as Id) {
            for &input in graph.node(id as Id).inputs() {
                reached[input as usize] = true;
            }
        }
    }
    (0..graph.len() as Id)
        .filter(|&id| reached[id as usize] && uniform(id))
        .collect()
}

/// A program for one point: K numbers from uniforms, x and y.
#[derive(Debug, Clone)]
pub(crate) struct PointProgram<const K: usize> {
    tape: Tape,
    /// How many of the uniforms it reads.
    uniforms: usize,
}

impl<const K: usize> PointProgram<K> {
    /// The program for these roots, which reads the first so many of the uniforms.
    pub(crate) fn new(
        graph: &mut Graph,
        uniforms: &[Id],
        roots: &[Id; K],
    ) -> Result<Self, TooManyRegisters> {
        let mut inputs = uniforms.to_vec();
        inputs.extend([graph.x(), graph.y()]);
        Ok(Self {
            tape: Tape::new(graph, &inputs, roots)?,
            uniforms: uniforms.len(),
        })
    }

    /// The outputs at many points, handed on as registers of so many points from the first one on;
    /// `false` where the tape is too large for this way.
    pub(crate) fn run_many(
        &self,
        uniforms: &[f64],
        points: &[Vec2],
        mut take: impl FnMut(usize, usize, [&Lane; K]),
    ) -> bool {
        let Some(mut lanes) = Lanes::new(&self.tape) else {
            return false;
        };
        lanes.set_uniforms(&uniforms[..self.uniforms]);
        for (block, points) in points.chunks(LANES).enumerate() {
            for (lane, point) in points.iter().enumerate() {
                lanes.register(self.uniforms)[lane] = point.x;
                lanes.register(self.uniforms + 1)[lane] = point.y;
            }
            lanes.run(&self.tape, points.len());
            let outputs = std::array::from_fn(|k| lanes.output(self.tape.outputs[k]));
            take(block * LANES, points.len(), outputs);
        }
        true
    }

    /// The outputs at a point.
    #[inline]
    pub(crate) fn run(&self, uniforms: &[f64], x: f64, y: f64) -> [f64; K] {
        match self.tape.registers {
            0..=16 => self.run_on(&mut [0.0; 16], uniforms, x, y),
            17..=32 => self.run_on(&mut [0.0; 32], uniforms, x, y),
            33..=64 => self.run_on(&mut [0.0; 64], uniforms, x, y),
            65..=256 => self.run_on(&mut [0.0; 256], uniforms, x, y),
            _ => self.run_on_heap(uniforms, x, y),
        }
    }

    /// Runs on N registers; N is a power of two and not less than the tape's count, so that the
    /// masks change no index and spare the checks of bounds.
    #[inline(always)]
    fn run_on<const N: usize>(
        &self,
        registers: &mut [f64; N],
        uniforms: &[f64],
        x: f64,
        y: f64,
    ) -> [f64; K] {
        let count = self.uniforms;
        for (register, &uniform) in registers.iter_mut().zip(&uniforms[..count]) {
            *register = uniform;
        }
        registers[count & (N - 1)] = x;
        registers[(count + 1) & (N - 1)] = y;
        for instruction in &self.tape.instructions {
            let [a, b, c] = instruction.inputs.map(usize::from);
            let (first, second) = (registers[a & (N - 1)], registers[b & (N - 1)]);
            let value = if instruction.op == Op::SinCos {
                let (sine, cosine) = elementary::sin_cos(first);
                registers[c & (N - 1)] = cosine;
                sine
            } else {
                instruction.op.apply(first, second, registers[c & (N - 1)])
            };
            registers[usize::from(instruction.out) & (N - 1)] = value;
        }
        std::array::from_fn(|k| registers[usize::from(self.tape.outputs[k]) & (N - 1)])
    }

    #[cold]
    fn run_on_heap(&self, uniforms: &[f64], x: f64, y: f64) -> [f64; K] {
        // Registers are numbered in 16 bits, so that this many suffice for any tape.
        let mut registers: Box<[f64; 65536]> = vec![0.0; 65536]
            .into_boxed_slice()
            .try_into()
            .unwrap_or_else(|_| unreachable!("the length is that of the type"));
        self.run_on(&mut registers, uniforms, x, y)
    }
}
