//! The last rewriting before a tape: powers with whole exponents become products.

use super::graph::{Graph, Id};
use super::op::Op;

/// Powers up to this one are computed by multiplication: a few roundings instead of one, and many
/// times faster.
const MOST_FACTORS: f64 = 16.0;

/// The graph that computes the roots with cheap operations, and the roots in it; nothing else is
/// in it.
pub(super) fn lower(graph: &Graph, roots: &[Id]) -> (Graph, Vec<Id>) {
    let reachable = graph.reachable(roots);
    let mut lowered = Graph::default();
    let mut ids: Vec<Id> = vec![0; graph.len()];
    for id in 0..graph.len() {
        if !reachable[id] {
            continue;
        }
        let node = graph.node(id as Id);
        let [a, b, c] = node
            .operands
            .map(|operand| ids.get(operand as usize).copied().unwrap_or(0));
        ids[id] = match node.op {
            Op::Constant => graph
                .as_constant(id as Id)
                .map_or(0, |value| lowered.constant(value)),
            Op::Parameter => lowered.parameter(node.operands[0] as usize),
            Op::Column => lowered.column(node.operands[0] as usize),
            Op::X => lowered.x(),
            Op::Y => lowered.y(),
            Op::Select => lowered.select(a, b, c),
            Op::Pow => match lowered.as_constant(b) {
                Some(exponent) => power(&mut lowered, a, b, exponent),
                None => lowered.pow(a, b),
            },
            op if op.arity() == 2 => lowered.binary(op, a, b),
            op => lowered.unary(op, a),
        };
    }
    let roots = roots.iter().map(|&root| ids[root as usize]).collect();
    (lowered, roots)
}

fn power(graph: &mut Graph, base: Id, exponent_id: Id, exponent: f64) -> Id {
    if exponent.fract() != 0.0 || exponent.abs() > MOST_FACTORS || exponent == 0.0 {
        return graph.pow(base, exponent_id);
    }
    let product = whole_power(graph, base, exponent.abs() as u32);
    if exponent > 0.0 {
        return product;
    }
    let one = graph.constant(1.0);
    graph.div(one, product)
}

/// The power by squaring; `exponent` is at least 1.
fn whole_power(graph: &mut Graph, base: Id, exponent: u32) -> Id {
    let mut power = base;
    for bit in (0..exponent.ilog2()).rev() {
        power = graph.mul(power, power);
        if exponent >> bit & 1 == 1 {
            power = graph.mul(power, base);
        }
    }
    power
}
