//! The main journeys in a real browser, over the built program.
#![cfg(test)]

mod city;
mod driver;
mod excel;
mod given;
mod keyboard;
mod life;
mod links;
mod mistake;
mod month;
mod newcomer;
mod offline_visit;
mod opening;
mod pages;
mod quiet;
mod server;
mod treasurer;
mod visitor;
