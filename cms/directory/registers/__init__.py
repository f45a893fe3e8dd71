"""The directory's registers in the editing area (C7, C10)."""

from cms.directory.registers.details import (
    ContactRegister,
    CostRegister,
    PhoneRegister,
    ScheduleRegister,
)
from cms.directory.registers.entries import (
    LocationRegister,
    OrganisationRegister,
    ServiceRegister,
)
from cms.directory.registers.sorting import CentreRegister, TaxonomyRegister, TermRegister

REGISTERS = (
    OrganisationRegister,
    ServiceRegister,
    LocationRegister,
    ScheduleRegister,
    CostRegister,
    ContactRegister,
    PhoneRegister,
    TaxonomyRegister,
    TermRegister,
    CentreRegister,
)
