//! A graph as straight-line programs on registers.

use super::graph::{Graph, Id, Node};
use super::op::Op;

/// Index of a register.
pub(crate) type Register = u16;

/// One operation on registers; never writes a register that it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instruction {
    pub(crate) op: Op,
    pub(crate) out: Register,
    pub(crate) inputs: [Register; 3],
}

/// A program: its inputs stand in the first registers and are never written, then each instruction
/// is run, then the outputs are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tape {
    pub(crate) instructions: Vec<Instruction>,
    pub(crate) outputs: Vec<Register>,
    /// How many registers it needs, the inputs included.
    pub(crate) registers: usize,
}

/// More registers would be needed than their numbers reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooManyRegisters;

impl Tape {
    /// The program that computes the roots from nodes that are known.
    pub(crate) fn new(
        graph: &Graph,
        inputs: &[Id],
        roots: &[Id],
    ) -> Result<Self, TooManyRegisters> {
        let mut compiler = Compiler::new(graph, inputs, roots)?;
        for id in 0..graph.len() as Id {
            compiler.emit(id)?;
        }
        let outputs = roots
            .iter()
            .map(|&root| compiler.registers[root as usize].ok_or(TooManyRegisters))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            instructions: compiler.instructions,
            outputs,
            registers: compiler.count,
        })
    }
}

struct Compiler<'g> {
    graph: &'g Graph,
    needed: Vec<bool>,
    /// Nodes that the one node which reads them computes with itself.
    absorbed: Vec<bool>,
    /// How each node is computed.
    plan: Vec<Node>,
    /// The last node that reads each node; inputs and roots are read to the end.
    last_reader: Vec<Id>,
    /// The node that is the other one of a sine and a cosine of the same angle.
    partner: Vec<Option<Id>>,
    registers: Vec<Option<Register>>,
    free: Vec<Register>,
    count: usize,
    instructions: Vec<Instruction>,
}

impl<'g> Compiler<'g> {
    fn new(graph: &'g Graph, inputs: &[Id], roots: &[Id]) -> Result<Self, TooManyRegisters> {
        let mut this = Self {
            graph,
            needed: vec![false; graph.len()],
            absorbed: vec![false; graph.len()],
            plan: (0..graph.len() as Id).map(|id| graph.node(id)).collect(),
            last_reader: vec![0; graph.len()],
            partner: vec![None; graph.len()],
            registers: vec![None; graph.len()],
            free: Vec::new(),
            count: 0,
            instructions: Vec::new(),
        };
        for &input in inputs {
            this.registers[input as usize] = Some(this.new_register()?);
        }
        for &root in roots {
            this.needed[root as usize] = true;
        }
        let uses = this.find_needs(roots);
        this.absorb(&uses);
        this.find_readers();
        for &node in inputs.iter().chain(roots) {
            this.last_reader[node as usize] = Id::MAX;
        }
        this.find_partners();
        Ok(this)
    }

    /// Marks what is needed; how often each node is read.
    fn find_needs(&mut self, roots: &[Id]) -> Vec<u32> {
        let mut uses = vec![0; self.graph.len()];
        for &root in roots {
            uses[root as usize] += 1;
        }
        for id in (0..self.graph.len()).rev() {
            if self.is_computed(id) {
                for &input in self.plan[id].inputs() {
                    self.needed[input as usize] = true;
                    uses[input as usize] += 1;
                }
            }
        }
        uses
    }

    /// Whether a node is needed and no input.
    fn is_computed(&self, id: usize) -> bool {
        self.needed[id] && self.registers[id].is_none()
    }

    /// Joins sums and products with the one operation that reads them, wherever there is one instruction
    /// for both: it spares writing and reading a register.
    fn absorb(&mut self, uses: &[u32]) {
        for id in 0..self.graph.len() {
            if !self.is_computed(id) {
                continue;
            }
            let outer = self.graph.node(id as Id);
            let [first, second, _] = outer.operands;
            for (inner, other, is_first) in [(first, second, true), (second, first, false)] {
                let place = inner as usize;
                // What has absorbed another has no operand to spare.
                let is_free = outer.op.arity() == 2
                    && uses[place] == 1
                    && self.is_computed(place)
                    && self.plan[place].op.arity() == 2;
                let fused = outer.op.with_inner(self.plan[place].op, is_first);
                if let (true, Some(op)) = (is_free, fused) {
                    let [a, b, _] = self.plan[place].operands;
                    self.plan[id] = Node {
                        op,
                        operands: [a, b, other],
                    };
                    self.absorbed[place] = true;
                    break;
                }
            }
        }
    }

    fn find_readers(&mut self) {
        for id in 0..self.graph.len() {
            if self.is_computed(id) && !self.absorbed[id] {
                for &input in self.plan[id].inputs() {
                    self.last_reader[input as usize] = id as Id;
                }
            }
        }
    }

    /// Pairs each sine with the cosine of the same angle.
    fn find_partners(&mut self) {
        let mut waiting = vec![None; self.graph.len()];
        for id in 0..self.graph.len() as Id {
            let node = self.graph.node(id);
            let computed = self.needed[id as usize] && self.registers[id as usize].is_none();
            if computed && matches!(node.op, Op::Sin | Op::Cos) {
                let angle = node.operands[0] as usize;
                if let Some(other) = waiting[angle] {
                    self.partner[id as usize] = Some(other);
                    self.partner[other as usize] = Some(id);
                } else {
                    waiting[angle] = Some(id);
                }
            }
        }
    }

    fn new_register(&mut self) -> Result<Register, TooManyRegisters> {
        if let Some(register) = self.free.pop() {
            return Ok(register);
        }
        let register = Register::try_from(self.count).map_err(|_| TooManyRegisters)?;
        self.count += 1;
        Ok(register)
    }

    /// A register for a node's value.
    fn assign(&mut self, id: Id) -> Result<Register, TooManyRegisters> {
        let register = self.new_register()?;
        self.registers[id as usize] = Some(register);
        Ok(register)
    }

    fn emit(&mut self, id: Id) -> Result<(), TooManyRegisters> {
        if !self.needed[id as usize] || self.absorbed[id as usize] {
            return Ok(());
        }
        if self.registers[id as usize].is_some() {
            if self.partner[id as usize].is_some() {
                // Computed with its partner; now nothing before it is left to read the angle.
                self.release(id);
            }
            return Ok(());
        }
        let node = self.plan[id as usize];
        let mut inputs = [0; 3];
        for (register, &input) in inputs.iter_mut().zip(node.inputs()) {
            *register = self.registers[input as usize].unwrap_or(0);
        }
        let mut op = node.op;
        let out = self.assign(id)?;
        let mut first = out;
        if let Some(partner) = self.partner[id as usize] {
            let other = self.assign(partner)?;
            let (sine, cosine) = if op == Op::Sin {
                (out, other)
            } else {
                (other, out)
            };
            (op, first, inputs[2]) = (Op::SinCos, sine, cosine);
        }
        self.instructions.push(Instruction {
            op,
            out: first,
            inputs,
        });
        self.release(id);
        Ok(())
    }

    /// Frees the registers of operands that nobody reads after this node.
    fn release(&mut self, id: Id) {
        let node = self.plan[id as usize];
        for (index, &input) in node.inputs().iter().enumerate() {
            let again = node.inputs()[..index].contains(&input);
            if self.last_reader[input as usize] == id && !again {
                self.free.extend(self.registers[input as usize]);
            }
        }
    }
}
