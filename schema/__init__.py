"""Composition: the centre and its sectors become one GraphQL schema."""

from schema.compose import Composition, build_schema

__all__ = ["Composition", "build_schema"]
