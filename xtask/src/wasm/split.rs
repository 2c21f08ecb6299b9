//! Splits a wasm module into a first part and other parts that arrive later.
//!
//! The parts share one memory, one table and one stack pointer, so together they are one instance. A
//! call to a function of a part that has not arrived goes to a stub of a few bytes in the first part.
//! The stub makes sure that the part is loaded, and then calls through the table, which the part has
//! filled. No function is left out, so calls that nobody foresaw still work.

use std::collections::HashSet;

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Const, GlobalSet, UnaryOp, Value};
use walrus::passes::gc;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, ImportedFunction, Module, ModuleConfig, ValType,
};

/// The functions of a module, by their place in it.
pub type Functions = HashSet<usize>;

/// The module that the first part imports the loaders of the other parts from.
pub const LOADER: &str = "parts";

/// The beginning of the name of a function's global in an instrumented module.
const SEEN: &str = "seen ";

/// The module with an exported global `seen N` for each of its functions. It is 1 once the function has
/// been called.
///
/// # Errors
///
/// When this is no wasm.
pub fn instrument(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = parse(wasm)?;
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in functions {
        let off = ConstExpr::Value(Value::I32(0));
        let global = module.globals.add_local(ValType::I32, true, false, off);
        module.exports.add(&format!("{SEEN}{}", id.index()), global);
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let mut body = function.builder_mut().func_body();
        body.instr_at(0, Const { value: Value::I32(1) });
        body.instr_at(1, GlobalSet { global });
    }
    Ok(module.emit_wasm())
}

/// Splits a module. The first part keeps the functions of `first`. The functions of `later` that are
/// not in `first` move to parts with these names, and all others move to the last part, called `rest`.
/// Returns the parts in this order. The first part has all exports, and the others import what they
/// need of it from a module called `version`.
///
/// The first part exports a global called `version`, and for each other part a global called
/// `has_NAME`. The loader sets it to 1 when that part has arrived. Until then the first part calls the
/// function NAME of the module `parts` whenever it needs the part.
///
/// # Errors
///
/// When this is no wasm, or not of the shape that wasm-bindgen gives it.
pub fn split(
    wasm: &[u8],
    version: &str,
    first: &Functions,
    later: Vec<(&'static str, Functions)>,
) -> Result<Vec<Vec<u8>>> {
    let mut taken = first.clone();
    let mut first = parse(wasm)?;
    let all = first.funcs.iter_local().map(|(id, _)| id.index()).collect();
    let parts = later.into_iter().chain([("rest", all)]).map(|(name, functions)| {
        let functions: Functions = functions.difference(&taken).copied().collect();
        taken.extend(&functions);
        WasmPart { name, functions }
    });
    let table = first.tables.main_function_table()?.context("the wasm has no function table")?;
    let mut begin = first.tables.get(table).initial;
    let mut needs = HashSet::new();
    let mut split = vec![];
    for part in parts {
        let mut module = parse(wasm)?;
        needs.extend(keep_only(&mut module, version, &part, begin)?);
        split.push(module.emit_wasm());
        begin = put_stubs(&mut first, &part, begin)?;
    }
    let table = first.tables.get_mut(table);
    (table.initial, table.maximum) = (begin, Some(begin));
    export(&mut first, version, &needs);
    gc::run(&mut first);
    split.insert(0, first.emit_wasm());
    Ok(split)
}

/// A part that arrives later, and its functions.
struct WasmPart {
    name: &'static str,
    functions: Functions,
}

fn parse(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false).generate_name_section(false);
    config.parse(wasm).context("cannot read the wasm")
}

/// The functions of a part, in the order of the table. A module that is read twice has the same
/// functions in the same places, but with other ids.
fn functions(module: &Module, part: &WasmPart) -> Vec<FunctionId> {
    let ids = module.funcs.iter_local().map(|(id, _)| id);
    ids.filter(|id| part.functions.contains(&id.index())).collect()
}

/// Replaces the functions of a part by stubs that find them in the table, from `begin` on. Returns
/// where they end in the table.
fn put_stubs(module: &mut Module, part: &WasmPart, begin: u64) -> Result<u64> {
    let table = module.tables.main_function_table()?.context("the wasm has no function table")?;
    let gate = put_gate(module, part);
    let mut end = begin;
    for id in functions(module, part) {
        let ty = module.funcs.get(id).ty();
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let args: Vec<_> = params.iter().map(|&param| module.locals.add(param)).collect();
        let mut stub = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = stub.func_body();
        for &arg in &args {
            body.local_get(arg);
        }
        body.i32_const(i32::try_from(end)?).call(gate).call_indirect(ty, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(stub.local_func(args));
        end += 1;
    }
    Ok(end)
}

/// A function that returns its argument once the part has arrived.
fn put_gate(module: &mut Module, part: &WasmPart) -> FunctionId {
    let no = ConstExpr::Value(Value::I32(0));
    let is_there = module.globals.add_local(ValType::I32, true, false, no);
    module.exports.add(&format!("has_{}", part.name), is_there);
    let ty = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func(LOADER, part.name, ty);
    let slot = module.locals.add(ValType::I32);
    let mut gate = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
    let mut body = gate.func_body();
    body.global_get(is_there).unop(UnaryOp::I32Eqz);
    body.if_else(None, |then| _ = then.call(load), |_| {});
    body.local_get(slot);
    gate.finish(vec![slot], &mut module.funcs)
}

/// Exports what other parts import, under the names that they use.
fn export(module: &mut Module, version: &str, needs: &HashSet<String>) {
    let none = ConstExpr::Value(Value::I32(0));
    let mark = module.globals.add_local(ValType::I32, false, false, none);
    module.exports.add(version, mark);
    for (name, item) in items(module) {
        if needs.contains(&name) {
            module.exports.add(&name, item);
        }
    }
}

/// Everything that a part can import from another, with a name that is the same in all parts.
fn items(module: &Module) -> Vec<(String, ExportItem)> {
    let functions =
        module.funcs.iter().map(|function| ('f', function.id().index(), function.id().into()));
    let memories =
        module.memories.iter().map(|memory| ('m', memory.id().index(), memory.id().into()));
    let globals =
        module.globals.iter().map(|global| ('g', global.id().index(), global.id().into()));
    let tables = module.tables.iter().map(|table| ('t', table.id().index(), table.id().into()));
    let all = functions.chain(memories).chain(globals).chain(tables);
    all.map(|(kind, place, item)| (format!("{kind}{place}"), item)).collect()
}

/// Reduces a module to the part, which imports everything else. Returns the names of its imports.
fn keep_only(
    module: &mut Module,
    version: &str,
    part: &WasmPart,
    begin: u64,
) -> Result<Vec<String>> {
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let imports: Vec<_> = module.imports.iter().map(|import| import.id()).collect();
    imports.into_iter().for_each(|id| module.imports.delete(id));
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    data.into_iter().for_each(|id| module.data.delete(id));
    module.start = None;

    for (name, item) in items(module) {
        match item {
            ExportItem::Function(id) if part.functions.contains(&id.index()) => {}
            ExportItem::Function(id) => {
                let import = module.imports.add(version, &name, id);
                let function = module.funcs.get_mut(id);
                let ty = function.ty();
                function.kind = FunctionKind::Import(ImportedFunction { import, ty });
            }
            ExportItem::Memory(id) => {
                let import = module.imports.add(version, &name, id);
                let memory = module.memories.get_mut(id);
                memory.import = Some(import);
                memory.data_segments.clear();
            }
            ExportItem::Global(id) => {
                let import = module.imports.add(version, &name, id);
                module.globals.get_mut(id).kind = GlobalKind::Import(import);
            }
            ExportItem::Table(id) => {
                let import = module.imports.add(version, &name, id);
                let table = module.tables.get_mut(id);
                (table.import, table.maximum) = (Some(import), None);
                table.elem_segments.clear();
            }
            ExportItem::Tag(_) => bail!("the wasm throws exceptions, which this does not know"),
        }
    }
    fill_table(module, part, begin)?;
    gc::run(module);
    Ok(module.imports.iter().map(|import| import.name.clone()).collect())
}

/// Makes a part put its functions into the table: from `begin` on, where the stubs look for them, and
/// in all places that had stubs until then.
fn fill_table(module: &mut Module, part: &WasmPart, begin: u64) -> Result<()> {
    let function_table =
        module.tables.main_function_table()?.context("the wasm has no function table")?;
    let mut runs = vec![(i32::try_from(begin)?, functions(module, part))];
    let elements: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    for id in elements {
        let element = module.elements.get(id);
        let (
            ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(offset)) },
            ElementItems::Functions(functions),
        ) = (&element.kind, &element.items)
        else {
            bail!("the wasm fills its tables in a way that this does not know");
        };
        ensure!(*table == function_table, "the wasm fills a table of another kind");
        let mut is_run = false;
        for (&function, place) in functions.iter().zip(*offset..) {
            let moves = part.functions.contains(&function.index());
            match runs.last_mut() {
                Some((_, run)) if moves && is_run => run.push(function),
                _ if moves => runs.push((place, vec![function])),
                _ => {}
            }
            is_run = moves;
        }
        module.elements.delete(id);
    }
    for (start, functions) in runs {
        let offset = ConstExpr::Value(Value::I32(start));
        let kind = ElementKind::Active { table: function_table, offset };
        let segment = module.elements.add(kind, ElementItems::Functions(functions));
        module.tables.get_mut(function_table).elem_segments.insert(segment);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with two exported functions. The first calls the second, and the table has both.
    fn module() -> (Vec<u8>, [usize; 2]) {
        let mut module = Module::default();
        let mut callee = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        callee.func_body().i32_const(7);
        let callee = callee.finish(vec![], &mut module.funcs);
        let mut caller = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
        caller.func_body().call(callee);
        let caller = caller.finish(vec![], &mut module.funcs);
        module.exports.add("caller", caller);
        module.exports.add("callee", callee);
        let table = module.tables.add_local(false, 3, Some(3), walrus::RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let segment = module.elements.add(kind, ElementItems::Functions(vec![caller, callee]));
        module.tables.get_mut(table).elem_segments.insert(segment);
        let wasm = module.emit_wasm();
        let module = parse(&wasm).unwrap();
        let place = |name| module.exports.get_func(name).unwrap().index();
        let places = [place("caller"), place("callee")];
        (wasm, places)
    }

    fn names<'a>(exports: impl Iterator<Item = &'a String>) -> Vec<String> {
        let mut names: Vec<_> = exports.cloned().collect();
        names.sort();
        names
    }

    #[test]
    fn the_first_part_keeps_every_export_and_can_ask_for_the_rest() {
        let (wasm, [caller, callee]) = module();
        let parts = split(&wasm, "v", &Functions::from([caller]), vec![]).unwrap();
        let first = parse(&parts[0]).unwrap();
        let exports = names(first.exports.iter().map(|export| &export.name));
        let table = first.tables.iter().next().unwrap();
        assert_eq!(exports, ["callee", "caller", "has_rest", "t0", "v"]);
        assert_eq!(names(first.imports.iter().map(|import| &import.name)), ["rest"]);
        assert_eq!(table.initial, 4, "a place for the function that moved");
        assert_ne!(caller, callee);
    }

    #[test]
    fn a_part_has_its_functions_and_imports_what_else_they_need() {
        let (wasm, [caller, callee]) = module();
        let parts = split(&wasm, "v", &Functions::from([callee]), vec![]).unwrap();
        let rest = parse(&parts[1]).unwrap();
        let imports = names(rest.imports.iter().map(|import| &import.name));
        assert_eq!(imports, [format!("f{callee}"), "t0".to_owned()]);
        assert!(rest.imports.iter().all(|import| import.module == "v"));
        assert_eq!(rest.funcs.iter_local().count(), 1);
        // One is at its own place, the other at the place that the stub had.
        assert_eq!(rest.elements.iter().count(), 2);
        assert_ne!(caller, callee);
    }

    #[test]
    fn a_function_belongs_to_the_first_part_that_claims_it() {
        let (wasm, [caller, callee]) = module();
        let view = Functions::from([caller, callee]);
        let parts = split(&wasm, "v", &Functions::from([caller]), vec![("view", view)]).unwrap();
        let count = |part: &[u8]| parse(part).unwrap().funcs.iter_local().count();
        assert_eq!((count(&parts[1]), count(&parts[2])), (1, 0));
    }

    #[test]
    fn an_instrumented_module_counts_each_function() {
        let (wasm, places) = module();
        let instrumented = parse(&instrument(&wasm).unwrap()).unwrap();
        for place in places {
            let name = format!("{SEEN}{place}");
            assert!(instrumented.exports.iter().any(|export| export.name == name));
        }
    }
}
